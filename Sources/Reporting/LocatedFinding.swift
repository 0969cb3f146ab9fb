import Linting
import MailSyntax

/// A finding with its place in lines and columns, both from 1; the end is the place behind the last octet.
struct LocatedFinding {
  let finding: Finding
  let start: (line: Int, column: Int)
  let end: (line: Int, column: Int)
}

extension CheckResult {
  /// Its findings with their places.
  /// - Parameter unit: what a column counts.
  /// - Complexity: O(octets) where there are findings, and O(findings × log lines).
  func located(counting unit: SourcePositions.Unit = .scalars) -> [LocatedFinding] {
    judgement.findings.isEmpty ? [] : located(SourcePositions(octets, counting: unit))
  }

  /// The same with the lines of the file, which for a message of a mailbox are others.
  func locatedInFile(counting unit: SourcePositions.Unit = .scalars) -> [LocatedFinding] {
    judgement.findings.isEmpty ? [] : located(SourcePositions(inFileOf: self, counting: unit))
  }

  private func located(_ positions: SourcePositions) -> [LocatedFinding] {
    judgement.findings.map { located($0, positions) }
  }

  func located(_ finding: Finding, _ positions: SourcePositions) -> LocatedFinding {
    LocatedFinding(
      finding: finding, start: positions.position(of: finding.place.octets.lowerBound),
      end: positions.position(of: finding.place.octets.upperBound))
  }
}

extension LocatedFinding {
  /// The message, and below it a line for each related place: for formats that have no other room for these.
  /// - Parameters:
  ///   - path: of the finding's own file, as the report shows it.
  ///   - positions: of that file; they should count what the report's columns count.
  func messageWithRelated(path: String, positions: SourcePositions) -> String {
    finding.related.reduce(into: finding.message) { text, related in
      text += "\n" + related.reference(path: path, positions: positions) + ": " + related.text
    }
  }
}

extension RelatedPlace {
  /// "path:line"; the path alone where the line is not known.
  func reference(path: String, positions: SourcePositions) -> String {
    switch place {
    case .here(let octets): "\(path):\(positions.position(of: octets.lowerBound).line)"
    case .elsewhere(let path, let line): line.map { "\(path):\($0)" } ?? path
    }
  }
}
