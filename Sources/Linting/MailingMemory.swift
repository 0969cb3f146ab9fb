/// What was seen of one mailing: by position a hash of the first URL seen there, and how many recipients got that one.
///
/// It holds keyed hashes alone and is bounded; who keeps it, where, and for how long, is the gateway's affair. A
/// recipient counts once, so that a message sent twice proves nothing.
package struct MailingMemory: Sendable, Hashable {
  /// One position of the mailing.
  package struct Position: Sendable, Hashable {
    /// Keyed hash of the URL that was seen first.
    package let first: UInt64
    /// Recipients who got that URL.
    package var same: Int
    package init(first: UInt64, same: Int) {
      self.first = first
      self.same = same
    }
  }

  /// Keyed hashes of the recipients counted.
  package private(set) var recipients: [UInt64]
  package private(set) var positions: [Position]

  /// More recipients make no URL more certain.
  package static let maximumRecipients = 64

  package init(recipients: [UInt64] = [], positions: [Position] = []) {
    self.recipients = recipients
    self.positions = positions
  }

  /// Counts a copy.
  /// - Parameters:
  ///   - recipients: keyed hashes of those who get these very octets.
  ///   - urls: keyed hashes of the URLs by position.
  /// - Returns: whether anything was learnt.
  @discardableResult
  package mutating func add(recipients new: [UInt64], urls: [UInt64]) -> Bool {
    let free = Self.maximumRecipients - recipients.count
    let unknown = new.filter { !recipients.contains($0) }.prefix(free)
    guard !unknown.isEmpty, positions.isEmpty || positions.count == urls.count else { return false }
    if positions.isEmpty { positions = urls.map { Position(first: $0, same: 0) } }
    for (index, url) in urls.enumerated() where positions[index].first == url { positions[index].same += unknown.count }
    recipients += unknown
    return true
  }

  /// What the copies say of a URL at a position; nil where too little was seen, or the mailing has several versions.
  ///
  /// One message to many is one copy: that all of them got the same URL says nothing about the next message, so what is
  /// shared must have been seen in this copy and in others.
  package func comparison(at index: Int, of url: UInt64, inThisCopy: Int) -> CopyComparison? {
    guard positions.indices.contains(index), recipients.count > inThisCopy, recipients.count > 1 else { return nil }
    let position = positions[index]
    if position.same <= 1 + recipients.count / 8 { return .differs(recipients: recipients.count) }
    return position.first == url ? .shared(recipients: position.same) : nil
  }
}
