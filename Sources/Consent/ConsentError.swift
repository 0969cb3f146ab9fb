/// Why the consent store could not do what was asked, and how to mend it.
package struct ConsentError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: Sendable {
    /// What was asked is wrong; asking again will not help.
    case request
    /// There is no store.
    case missing
    /// Another program holds the store; asking again later helps.
    case locked
    /// The store cannot be used: damaged, not readable, no store at all.
    case unusable
  }

  package let kind: Kind
  /// Without a full stop.
  package let problem: String
  /// Without a full stop; may be empty.
  package let mend: String

  package init(_ kind: Kind, _ problem: String, mend: String) {
    self.kind = kind
    self.problem = problem
    self.mend = mend
  }

  /// `problem; mend`, in one line.
  package var description: String { problem + (mend.isEmpty ? "" : "; \(mend)") }
}
