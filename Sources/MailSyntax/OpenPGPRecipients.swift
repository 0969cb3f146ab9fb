/// For whom an OpenPGP message is encrypted, as far as it tells without any key: whoever gets a copy can read it.
///
/// Before the encrypted data stands one packet for each key that opens it, with the key's id. RFC 4880 §5.1 (the
/// packet), §4.2 (packet headers), §6.2 (armor).
public struct OpenPGPRecipients: Sendable, Hashable {
  /// In the order of the packets; 0 for a key that the sender's program did not name.
  public let keyIDs: [UInt64]

  /// The packets stand first, each with less than 2 KiB; what lies behind this is not looked at.
  static let maximumOctets = 1 << 20
  /// The most keys that are read.
  static let maximumKeys = 10_000

  /// - Parameter octets: armored or binary.
  /// - Returns: nil where they do not begin with an encrypted message, or hold none in armor.
  /// - Complexity: O(n).
  public init?(_ octets: [UInt8]) {
    let span = octets.span
    let end = min(span.count, Self.maximumOctets)
    guard let start = Self.armor(span, end) else {
      guard let first = octets.first, first & 0x80 != 0, let ids = Self.keyIDs(octets) else { return nil }
      keyIDs = ids
      return
    }
    guard let ids = Self.keyIDs(Base64.decode(span, start..<Self.armorEnd(span, start, end))) else { return nil }
    keyIDs = ids
  }

  /// Behind the blank line that ends the armor's headers.
  private static func armor(_ octets: Span<UInt8>, _ end: Int) -> Int? {
    let begin: StaticString = "-----begin pgp message-----"
    var line = 0
    while line < end {
      let newline = octets.first(.lineFeed, in: line..<end)
      if octets[line] == .hyphen, octets.matches(begin, at: line, before: end) {
        var next = newline + 1
        while next < end {
          let stop = octets.first(.lineFeed, in: next..<end)
          if octets.trimmed(next..<stop).isEmpty { return stop + 1 < end ? stop + 1 : nil }
          next = stop + 1
        }
        return nil
      }
      line = newline + 1
    }
    return nil
  }

  /// Where the checksum ("=abcd") or the tail line begins.
  private static func armorEnd(_ octets: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var line = start
    while line < end, octets[line] != .equals, octets[line] != .hyphen {
      line = octets.first(.lineFeed, in: line..<end) + 1
    }
    return min(line, end)
  }

  /// nil where no packet says for whom.
  private static func keyIDs(_ octets: [UInt8]) -> [UInt64]? {
    var ids: [UInt64] = []
    var index = 0
    while index < octets.count, ids.count < maximumKeys, let packet = Packet(octets, at: index) {
      switch packet.tag {
      case 1: ids.append(packet.keyID(octets))
      case 3, 10: break  // a password, or a marker
      default: return ids.isEmpty ? nil : ids
      }
      index = packet.body.upperBound
    }
    return ids.isEmpty ? nil : ids
  }

  private struct Packet {
    let tag: UInt8
    let body: OctetRange

    /// nil where no packet of known length begins.
    init?(_ octets: [UInt8], at start: Int) {
      guard octets[start] & 0x80 != 0 else { return nil }
      let isNew = octets[start] & 0x40 != 0
      tag = isNew ? octets[start] & 0x3F : octets[start] >> 2 & 0x0F
      func number(_ count: Int) -> (length: Int, after: Int)? {
        guard start + 1 + count <= octets.count else { return nil }
        return (octets[(start + 1)..<(start + 1 + count)].reduce(0) { $0 << 8 | Int($1) }, start + 1 + count)
      }
      guard let first = number(1) else { return nil }
      var size: (length: Int, after: Int)?
      if isNew {
        switch first.length {
        case 0..<192: size = first
        case 192..<224: size = number(2).map { (($0.length >> 8 - 192) << 8 + $0.length & 0xFF + 192, $0.after) }
        case 255: size = number(5).map { ($0.length & 0xFFFF_FFFF, $0.after) }
        default: size = nil  // of unknown length: the data itself
        }
      } else {
        switch octets[start] & 3 {
        case 0: size = first
        case 1: size = number(2)
        case 2: size = number(4)
        default: size = nil
        }
      }
      guard let size else {
        body = octets.count..<octets.count
        return
      }
      body = min(size.after, octets.count)..<min(size.after + size.length, octets.count)
    }

    /// Version 3 has the id in eight octets; version 6 (RFC 9580 §5.1.2) a fingerprint behind its length.
    func keyID(_ octets: [UInt8]) -> UInt64 {
      let content = octets[body]
      let id = content.first == 6 ? content.dropFirst(3).prefix(8) : content.dropFirst().prefix(8)
      return id.count == 8 ? id.reduce(0) { $0 << 8 | UInt64($1) } : 0
    }
  }
}

extension Message {
  /// For whom the OpenPGP message in a part is encrypted; nil where there is none.
  /// - Complexity: O(n) in the part's octets.
  public func openPGPRecipients(in part: Part) -> OpenPGPRecipients? {
    guard !part.hasParts else { return nil }
    let isCandidate =
      part.parent.map { parts[$0].mediaType == "multipart/encrypted" } ?? false
      ? part.mediaType == "application/octet-stream" : part.mediaType == "text/plain"
    guard isCandidate else { return nil }
    return OpenPGPRecipients(decodedBody(of: part))
  }
}
