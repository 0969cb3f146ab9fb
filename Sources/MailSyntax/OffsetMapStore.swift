import Synchronization

/// Keeps the offset maps of one message's parts, made when first asked for.
final class OffsetMapStore: Sendable {
  /// Both steps from text to octets of the message.
  struct Maps: Sendable {
    /// From decoded body to the message.
    let transfer: OffsetMap
    /// From UTF-8 text to decoded body; nil where they are the same octets.
    let charset: OffsetMap?

    func source(of range: OctetRange) -> OctetRange {
      transfer.source(of: charset?.source(of: range) ?? range)
    }
  }

  private let made = Mutex<[Int: Maps]>([:])

  /// The maps of the part whose body begins at `start`.
  func maps(at start: Int, make: () -> Maps) -> Maps {
    if let found = made.withLock({ $0[start] }) { return found }
    let maps = make()
    made.withLock { $0[start] = maps }
    return maps
  }
}
