/// What is wrong in a configuration file or rule pack, where, and how to mend it.
///
/// Programs print `description` on standard error and exit with EX_CONFIG (78).
package struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file as the user named it.
  package let file: String
  /// Counted from 1; 0 where the whole file is meant.
  package let line: Int
  /// Counted from 1 in Unicode scalars; 0 where the whole file is meant.
  package let column: Int
  /// What is wrong, without a full stop.
  package let problem: String
  /// What to do about it, without a full stop; empty where the problem says it.
  package let mend: String

  package init(file: String, line: Int = 0, column: Int = 0, problem: String, mend: String) {
    self.file = file
    self.line = line
    self.column = column
    self.problem = problem
    self.mend = mend
  }

  /// `file:line:column: problem; mend`, in one line.
  package var description: String {
    let place = line == 0 ? file : "\(file):\(line):\(column)"
    return "\(place): \(problem)" + (mend.isEmpty ? "" : "; \(mend)")
  }
}
