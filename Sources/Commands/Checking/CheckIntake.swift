internal import Linting
internal import Reporting

/// Takes in the outcomes of a check one by one: mends, leaves out what the baseline knows, and gathers what is
/// reported.
struct CheckIntake {
  private(set) var results: [CheckResult] = []
  private(set) var problems: [String]
  /// Files that the user named and that are none of presend's.
  private(set) var declined: [String] = []
  /// What fixing would change, as one patch.
  private(set) var patch: [UInt8] = []
  private(set) var mender: Mender?
  private(set) var baseline: BaselineUse?
  private let showsDiff: Bool

  /// - Parameters:
  ///   - problems: what could not be looked at in the first place.
  ///   - mender: nil to mend nothing.
  ///   - showsDiff: to show what would be mended instead of mending it.
  init(problems: [String], mender: Mender?, showsDiff: Bool, baseline: BaselineUse?) {
    self.problems = problems
    self.mender = mender
    self.showsDiff = showsDiff
    self.baseline = baseline
  }

  mutating func take(_ outcome: FileOutcome) {
    if let problem = outcome.problem { problems.append(problem) }
    if let reason = outcome.declined { declined.append(reason) }
    var outcome = outcome
    if showsDiff {
      patch += mender?.diff(outcome) ?? []
    } else {
      outcome = mender?.fix(outcome) ?? outcome
    }
    outcome = baseline?.subtract(from: outcome) ?? outcome
    results += outcome.results
  }

  /// Ends the account. A shell's pattern and pre-commit name every file of a folder, those of other tools too, which is
  /// no fault; where nothing else was named, a green run would say that something was checked.
  mutating func finish(updatesBaseline: Bool) {
    if results.isEmpty { (problems, declined) = (problems + declined, []) }
    if let problem = baseline?.finish(updates: updatesBaseline) { problems.append(problem) }
  }
}
