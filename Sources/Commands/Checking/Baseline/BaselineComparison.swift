internal import Linting
internal import Policy
internal import Reporting

/// Subtracts a baseline from the outcomes of a check, one file at a time, and keeps account of what was not found
/// again.
struct BaselineComparison {
  private let baseline: Baseline
  private let linter: Linter
  /// Paths as the baseline writes them.
  private let path: @Sendable (String) -> String
  /// What is still to be found.
  private var left: [Baseline.Key: Int]
  /// The same for files that are gone, by rule and context: a file that was moved is met under another path.
  private var moved: [Moved: [Baseline.Key]] = [:]
  private var checked: Set<String> = []
  private let isThere: (String) -> Bool

  private struct Moved: Hashable {
    let rule: String
    let context: String
  }

  /// - Parameters:
  ///   - path: a file's path as the baseline writes it.
  ///   - isThere: whether a file of the baseline still exists.
  init(
    _ baseline: Baseline, linter: Linter, path: @escaping @Sendable (String) -> String,
    isThere: @escaping (String) -> Bool
  ) {
    self.baseline = baseline
    self.linter = linter
    self.path = path
    self.isThere = isThere
    left = baseline.counts
    for key in baseline.counts.keys.sorted() where !isThere(key.path) {
      moved[Moved(rule: key.rule, context: key.context), default: []].append(key)
    }
  }

  /// The outcome without the findings that the baseline knows.
  mutating func subtract(from outcome: FileOutcome) -> FileOutcome {
    let name = path(outcome.file.path)
    checked.insert(name)
    let results = outcome.results.map { result in
      var known: [IgnoredFinding] = []
      let fresh = result.judgement.findings.filter { finding in
        let context = FindingContext.of(finding, in: result, linter: linter)
        guard take(Baseline.Key(path: name, rule: finding.rule.description, context: context)) else { return true }
        known.append(IgnoredFinding(finding: finding, ground: .baseline))
        return false
      }
      return known.isEmpty ? result : result.with(findings: fresh, ignoring: known)
    }
    return FileOutcome(
      file: outcome.file, units: outcome.units, results: results, problem: outcome.problem, declined: outcome.declined)
  }

  private mutating func take(_ key: Baseline.Key) -> Bool {
    if let count = left[key], count > 0 {
      left[key] = count - 1
      return true
    }
    for gone in moved[Moved(rule: key.rule, context: key.context)] ?? [] {
      guard let count = left[gone], count > 0 else { continue }
      left[gone] = count - 1
      renamed[key, default: 0] += 1
      return true
    }
    return false
  }
  /// What was found under another path.
  private var renamed: [Baseline.Key: Int] = [:]

  /// How many findings of the baseline occur no longer, in the files that were checked and in those that are gone.
  var resolved: Int { left.filter { isSettled($0.key) }.values.reduce(0, +) }

  /// The baseline with what no longer occurs taken out, and with moved files under their new paths. Nothing is added.
  var shrunk: Baseline {
    var result = Baseline()
    for (key, count) in baseline.counts {
      // Of a file that is gone, what was met elsewhere stands there.
      let kept = isThere(key.path) ? (checked.contains(key.path) ? count - left[key, default: 0] : count) : 0
      if kept > 0 { result.counts[key] = kept }
    }
    for (key, count) in renamed { result.counts[key, default: 0] += count }
    return result
  }

  private func isSettled(_ key: Baseline.Key) -> Bool { checked.contains(key.path) || !isThere(key.path) }
}
