import Digests
import Linting
import Policy

/// The report for GitLab's merge requests: its Code Quality format, a JSON list.
///
/// Format: GitLab Docs, "Code Quality", "Code Quality report format": `description`, `check_name`, `fingerprint`,
/// `severity`, `location.path` and `location.lines.begin`. Paths are relative to the repository's root.
package enum GitLabReport {
  package static func text(_ report: Report) -> String {
    JSONValue.array(report.results.flatMap { values($0, report) }).indentedText + "\n"
  }

  private static func values(_ result: CheckResult, _ report: Report) -> [JSONValue] {
    let path = report.repositoryPath(result.filePath)
    // Messages of a mailbox may be alike.
    let place = result.mailbox.map { "\(path)#\($0.number)" } ?? path
    let first = result.mailbox?.line ?? 1
    let lines = result.judgement.findings.isEmpty ? [] : LineFingerprints(result.octets).lines
    var seen: [String: Int] = [:]
    return result.locatedInFile().map { located in
      let finding = located.finding
      let index = located.start.line - first
      let line = lines.indices.contains(index) ? lines[index] : ""
      let key = "\(finding.rule)\n\(place)\n\(line)"
      seen[key, default: 0] += 1
      return .object([
        ("description", .string(finding.message)),
        ("check_name", .string(finding.rule.description)),
        ("fingerprint", .string(fingerprint("\(key)\n\(seen[key]!)"))),
        ("severity", .string(word(finding.severity))),
        (
          "location",
          .object([
            ("path", .string(path)),
            ("lines", .object([("begin", .integer(located.start.line)), ("end", .integer(located.end.line))])),
          ])
        ),
      ])
    }
  }

  /// GitLab knows a finding again by it, and shows one of several with the same: the rule, the file, and what the line
  /// says, not its number, and how many there were before.
  private static func fingerprint(_ key: String) -> String {
    SHA256.hash(Array(key.utf8)).prefix(16).map { octet in
      (octet < 16 ? "0" : "") + String(octet, radix: 16)
    }.joined()
  }

  /// GitLab knows info, minor, major, critical and blocker.
  private static func word(_ severity: Severity) -> String {
    switch severity {
    case .error: "major"
    case .warning: "minor"
    case .note: "info"
    }
  }
}
