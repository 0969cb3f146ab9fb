/// The ways in which clients read one list of addresses that breaks the grammar.
enum AddressReadings {
  /// The main reading first; others only where their addresses differ.
  static func all(_ octets: Span<UInt8>, _ range: OctetRange) -> [[Mailbox]] {
    var parser = AddressParser()
    parser.read(octets, range)
    let main = parser.mailboxes
    guard parser.isAmbiguous || parser.isInvalid else { return [main] }
    var readings = [main]
    let every = everyAddress(octets, range)
    if Set(every.map(\.address)) != Set(main.map(\.address)) { readings.append(every) }
    return readings
  }

  /// Everything that looks like an address, whatever quotes, comments and brackets stand around it.
  static func everyAddress(_ octets: Span<UInt8>, _ range: OctetRange) -> [Mailbox] {
    var found: [Mailbox] = []
    var index = range.lowerBound
    func isWord(_ octet: UInt8) -> Bool { octet.isAtomText || octet == .dot || octet >= 0x80 }
    while index < range.upperBound {
      let at = octets.first(.at, in: index..<range.upperBound)
      guard at < range.upperBound else { break }
      var start = at
      while start > index, isWord(octets[start - 1]) { start -= 1 }
      var end = at + 1
      while end < range.upperBound, isWord(octets[end]) { end += 1 }
      if start < at, end > at + 1 {
        let address = AddrSpec(localPart: octets.string(start..<at), domain: octets.string(at + 1..<end))
        found.append(Mailbox(displayName: nil, address: address, group: nil, octets: start..<end))
      }
      index = max(at + 1, end)
    }
    return found
  }
}
