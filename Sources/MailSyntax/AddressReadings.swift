/// The ways in which clients read one list of addresses that is not in order, or is in order but often misread.
enum AddressReadings {
  /// The main reading first; others only where their addresses differ.
  /// - Complexity: O(n); a list in order is read once.
  static func all(_ octets: Span<UInt8>, _ range: OctetRange) -> [[Mailbox]] {
    var parser = AddressParser(keepsSpecs: true)
    parser.read(octets, range)
    let main = parser.takeMailboxes()
    guard mayDiffer(octets, range, parser) else { return [main] }
    let isSuspect =
      parser.isInvalid || hasMisread(octets, parser.specs) || octets.first(.nul, in: range) < range.upperBound
    var readings = [main]
    func add(_ reading: [Mailbox]) {
      let addresses = reading.map(\.address)
      if !readings.contains(where: { $0.map(\.address) == addresses }) { readings.append(reading) }
    }
    if let count = parser.readBeforeAmbiguity {
      add(Array(main.prefix(count)))
      if count > 0 { add(Array(main.suffix(from: count))) }
    }
    add(everyAddress(octets, range))
    if let decoded = decodedFirst(octets, range) { add(decoded) }
    if isSuspect { add(withoutComments(octets, range)) }
    return readings
  }

  /// Whether a list, once read with its addr-specs kept, may have other readings.
  static func mayDiffer(_ octets: Span<UInt8>, _ range: OctetRange, _ parser: borrowing AddressParser) -> Bool {
    parser.isAmbiguous || parser.isInvalid || octets.first(.nul, in: range) < range.upperBound
      || hasMisread(octets, parser.specs) || hidesList(octets, range)
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

  /// The list as programs read it that cut comments out and join what stood at their sides.
  private static func withoutComments(_ octets: Span<UInt8>, _ range: OctetRange) -> [Mailbox] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var depth = 0
    var isQuoted = false
    for index in range {
      let octet = octets[index]
      if octet == .quote, depth == 0 { isQuoted.toggle() }
      if octet == .leftParenthesis, !isQuoted { depth += 1 }
      if depth == 0 { text.append(octet) }
      if octet == .rightParenthesis, depth > 0 { depth -= 1 }
    }
    var parser = AddressParser()
    parser.read(text.span, 0..<text.count)
    return parser.mailboxes.map {
      Mailbox(displayName: $0.displayName, address: $0.address, group: $0.group, octets: range)
    }
  }

  /// The list as programs read it that decode encoded-words before they look for commas, against RFC 2047 §6.2;
  /// nil where no encoded-word holds both a separator and an at sign.
  private static func decodedFirst(_ octets: Span<UInt8>, _ range: OctetRange) -> [Mailbox]? {
    guard hidesList(octets, range) else { return nil }
    var text: [UInt8] = []
    EncodedWord.decode(octets, range, into: &text)
    var parser = AddressParser()
    parser.read(text.span, 0..<text.count)
    return parser.mailboxes.map {
      Mailbox(displayName: $0.displayName, address: $0.address, group: $0.group, octets: range)
    }
  }

  /// Whether an encoded-word holds both a separator and an at sign.
  private static func hidesList(_ octets: Span<UInt8>, _ range: OctetRange) -> Bool {
    var index = octets.first(.equals, in: range)
    var text: [UInt8] = []
    while index < range.upperBound {
      guard let word = EncodedWord.Token(octets, at: index, before: range.upperBound) else {
        index = octets.first(.equals, in: index + 1..<range.upperBound)
        continue
      }
      text.removeAll(keepingCapacity: true)
      word.decode(octets, into: &text)
      let separates = text.contains { $0 == .comma || $0 == .semicolon || $0 == .lessThan }
      if separates, text.contains(.at) { return true }
      index = octets.first(.equals, in: word.range.upperBound..<range.upperBound)
    }
    return false
  }

  /// Whether an addr-spec has what programs are known to misread: an at sign in quotes, a comment in a domain.
  private static func hasMisread(_ octets: Span<UInt8>, _ specs: [OctetRange]) -> Bool {
    specs.contains { spec in
      if octets[spec.lowerBound] == .quote {
        let end = quotedEnd(octets, spec)
        return octets.first(.at, in: spec.lowerBound..<end) < end
      }
      let comment = octets.first(.leftParenthesis, in: spec)
      return comment > octets.first(.at, in: spec) && comment < spec.upperBound
    }
  }

  /// Behind the quoted-string at the beginning of the range.
  static func quotedEnd(_ octets: Span<UInt8>, _ range: OctetRange) -> Int {
    var index = range.lowerBound + 1
    while index < range.upperBound, octets[index] != .quote { index += octets[index] == .backslash ? 2 : 1 }
    return min(index + 1, range.upperBound)
  }
}
