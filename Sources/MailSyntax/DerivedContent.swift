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
    /// Where bodies begin that are text as they are: UTF-8.
    var texts: Set<Int> = []
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

  /// Notes that the decoded body which begins at `start` is UTF-8 and was read as such.
  func noteText(at start: Int) { content.withLock { _ = $0.texts.insert(start) } }

  /// Whether that was noted; the body need not be decoded again to find out.
  func isText(at start: Int) -> Bool { content.withLock { $0.texts.contains(start) } }

  /// The defects of the message.
  func defects(make: () -> [Defect]) -> [Defect] {
    if let found = content.withLock({ $0.defects }) { return found }
    let defects = make()
    content.withLock { $0.defects = defects }
    return defects
  }
}
