/// In what form a held message is released.
package enum ReleaseForm: String, Sendable {
  /// As it was submitted, but for the fields that never leave.
  case original
  /// With what presend proposes to change.
  case proposed
}

extension QueueEntry {
  /// The entry as it is to be sent: the proposals stand in the place of the variants where a person chose them.
  func inForm(_ form: ReleaseForm) -> QueueEntry {
    guard form == .proposed, !proposals.isEmpty else { return self }
    var entry = self
    entry.variants = proposals
    return entry
  }
}
