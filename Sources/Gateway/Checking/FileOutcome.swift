internal import Reporting

/// What checking one file came to.
struct FileOutcome: Sendable {
  let file: FoundFile
  /// Several for a mailbox; none for a file that is neither message nor template.
  let results: [CheckResult]
  /// Why it could not be checked; nil where it was.
  let problem: String?
}
