internal import MailQueue

/// Takes replies from the octets of a connection, however they are cut into pieces. RFC 5321 §4.2.1.
struct ReplyReader: Sendable {
  /// RFC 5321 §4.5.3.1.5 allows 512; some servers write more.
  static let maximumLineOctets = 4096
  /// No reply to a command has more; a server that goes on for ever is cut off.
  static let maximumReplyOctets = 64 << 10

  struct Malformed: Error, Hashable {}

  private var pending: [UInt8] = []
  private var consumed = 0

  /// Whether octets have come that belong to no complete reply taken so far.
  var isEmpty: Bool { consumed == pending.count }

  mutating func append(_ octets: some Collection<UInt8>) { pending += octets }

  /// The next whole reply; nil if more octets are needed.
  mutating func next() throws(Malformed) -> Reply? {
    var position = consumed
    var code: Int?
    var texts: [String] = []
    while let end = pending[position...].firstIndex(of: 0x0A) {
      var line = pending[position..<end]
      if line.last == 0x0D { line.removeLast() }
      guard line.count <= Self.maximumLineOctets, let (lineCode, isLast, text) = Self.parse(line) else {
        throw Malformed()
      }
      if let code, code != lineCode { throw Malformed() }
      code = lineCode
      texts.append(text)
      position = end + 1
      if isLast {
        consumed = position
        if consumed == pending.count { (pending, consumed) = ([], 0) }
        return Reply(code: lineCode, text: texts.joined(separator: "\n"))
      }
    }
    if pending.count - consumed > Self.maximumReplyOctets { throw Malformed() }
    return nil
  }

  /// "250-text", "250 text" or "250".
  static func parse(_ line: ArraySlice<UInt8>) -> (code: Int, isLast: Bool, text: String)? {
    let octets = Array(line)
    guard octets.count >= 3, (0x32...0x35).contains(octets[0]),
      octets[1...2].allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    let code = octets[..<3].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    if octets.count == 3 { return (code, true, "") }
    guard octets[3] == 0x20 || octets[3] == 0x2D else { return nil }
    // Control characters would reach terminals and logs through `presend mailq`.
    let text = String(decoding: octets[4...].map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
    return (code, octets[3] == 0x20, text)
  }
}
