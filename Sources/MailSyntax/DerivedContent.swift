import Synchronization

/// Keeps what is derived from a message when first asked for: a message that is only split into parts pays for none.
final class DerivedContent: Sendable {
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

  private struct Content: Sendable {
    var maps: [Int: Maps] = [:]
    var defects: [Defect]?
  }

  private let content = Mutex(Content())

  /// The maps of the part whose body begins at `start`.
  func maps(at start: Int, make: () -> Maps) -> Maps {
    if let found = content.withLock({ $0.maps[start] }) { return found }
    let maps = make()
    content.withLock { $0.maps[start] = maps }
    return maps
  }

  /// The defects of the message.
  func defects(make: () -> [Defect]) -> [Defect] {
    if let found = content.withLock({ $0.defects }) { return found }
    let defects = make()
    content.withLock { $0.defects = defects }
    return defects
  }
}
