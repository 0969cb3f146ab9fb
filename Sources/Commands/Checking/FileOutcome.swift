internal import Reporting

/// What checking one file came to.
struct FileOutcome: Sendable {
  let file: FoundFile
  /// What was judged by itself: several for a mailbox; none for a file that is neither message nor template.
  let units: [FileCheck.Unit]
  /// One for each unit.
  let results: [CheckResult]
  /// Why it could not be checked; nil where it was.
  let problem: String?
  /// Why a file that the user named was not looked at; nil where it was.
  let declined: String?
}
