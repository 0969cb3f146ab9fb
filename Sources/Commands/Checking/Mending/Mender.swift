internal import Linting
internal import MailSyntax
internal import Policy
internal import Reporting

/// Mends files as they were checked: `check --fix` and `--diff`.
///
/// A mend counts only if the mended file, judged again, has lost the findings it was for and has no other ones; so the
/// next run finds nothing to mend.
struct Mender {
  let run: CheckRun
  /// Files are written below these only, by the path that led to them.
  private let root: (FoundFile) -> FolderRoot
  /// What was mended, and what was not and why: lines for a person.
  private(set) var notes: [String] = []
  private(set) var mendedFindings = 0
  private(set) var mendedFiles = 0

  init(run: CheckRun, paths: [String]) {
    self.run = run
    let roots = paths.map { (path: $0, root: FolderRoot($0)) }
    root = { file in
      let above = roots.first { root in
        root.path == file.path || file.path.hasPrefix(root.path.hasSuffix("/") ? root.path : root.path + "/")
      }
      return above?.root ?? FolderRoot(file.path)
    }
  }

  /// A file's mend that holds what it promises.
  private struct Mended {
    let octets: [UInt8]
    let edits: [Edit]
    let result: CheckResult
    let findings: [Finding]
  }

  /// Writes the mended file.
  /// - Returns: the outcome for what stands there now.
  mutating func fix(_ outcome: FileOutcome) -> FileOutcome {
    guard let mended = mended(outcome), let unit = outcome.units.first else { return outcome }
    do throws(FileReplacement.Refusal) {
      try FileReplacement(root: root(outcome.file)).replace(
        outcome.file.path, known: unit.fileOctets, with: mended.octets)
    } catch {
      notes.append("\(outcome.file.shown): not mended: \(error)")
      return outcome
    }
    count(mended, outcome.file)
    return FileOutcome(
      file: outcome.file, units: [unit.with(fileOctets: mended.octets)], results: [mended.result],
      problem: outcome.problem, declined: outcome.declined)
  }

  /// What fixing would change, as a unified diff; empty where it would change nothing.
  mutating func diff(_ outcome: FileOutcome) -> [UInt8] {
    guard let mended = mended(outcome), let unit = outcome.units.first else { return [] }
    count(mended, outcome.file)
    let path = outcome.file.shown
    let name = path.hasPrefix("./") ? path.dropFirst(2) : path.drop { $0 == "/" }
    return UnifiedDiff.octets(of: unit.fileOctets, mended.edits, path: String(name))
  }

  private mutating func count(_ mended: Mended, _ file: FoundFile) {
    mendedFiles += 1
    mendedFindings += mended.findings.count
    let rules = Set(mended.findings.map(\.rule)).sorted().map(\.description).joined(separator: ", ")
    notes.append("\(file.shown): \(rules)")
  }

  private mutating func mended(_ outcome: FileOutcome) -> Mended? {
    let mendable = outcome.results.flatMap(\.judgement.findings).contains { $0.remedy?.isSafeOnDisk ?? false }
    guard mendable, outcome.results.count == outcome.units.count else { return nil }
    guard let unit = outcome.units.first, let result = outcome.results.first, outcome.units.count == 1,
      unit.path == outcome.file.shown
    else {
      notes.append("\(outcome.file.shown): not mended: messages of a mailbox are left as they came")
      return nil
    }
    let mend = run.check.mend(of: unit, result)
    notes += mend.refusals.map { "\(outcome.file.shown): not mended: \($0)" }
    guard !mend.edits.isEmpty else { return nil }
    let octets = mend.applied(to: unit.fileOctets)
    let after = run.result(of: unit.with(fileOctets: octets))
    guard Self.holds(before: result.judgement, mend, after: after.judgement) else {
      notes.append("\(outcome.file.shown): not mended: the file would read otherwise than meant; mend it by hand")
      return nil
    }
    return Mended(octets: octets, edits: mend.edits, result: after, findings: mend.mended)
  }

  /// Whether the mended findings are gone and nothing else came or went; save what is said of a field that was put in,
  /// as that it offers no unsubscribing with one click.
  private static func holds(before: Judgement, _ mend: FileMend, after: Judgement) -> Bool {
    func counts(_ findings: [Finding]) -> [RuleID: Int] {
      findings.reduce(into: [:]) { $0[$1.rule, default: 0] += 1 }
    }
    let (found, mended) = (counts(after.findings), counts(mend.mended))
    let additions = mend.additions
    let ofAdditions = counts(
      after.findings.filter { finding in
        mended[finding.rule] == nil && additions.contains { $0.contains(finding.place.octets.lowerBound) }
      })
    let expected = counts(before.findings).merging(mended.mapValues { -$0 }, uniquingKeysWith: +)
    return Set(expected.keys).union(found.keys).allSatisfy { rule in
      let wanted = expected[rule] ?? 0
      return (wanted...wanted + (ofAdditions[rule] ?? 0)).contains(found[rule] ?? 0)
    }
  }
}

extension Remedy {
  /// Whether a file may be mended so: nothing that changes wording, and nothing that depends on who gets it.
  fileprivate var isSafeOnDisk: Bool {
    switch self {
    case .removeContent, .removeField, .setField, .addListUnsubscribe: true
    case .concealRecipients, .ownAttendee, .appendReason: false
    }
  }
}
