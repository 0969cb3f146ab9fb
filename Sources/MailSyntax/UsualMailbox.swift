/// A mailbox in one of the forms that nearly all mail has: `a@b`, `<a@b>`, `Name Name <a@b>`, `"Name" <a@b>`.
///
/// No comments, quoted-pairs, folds or 8-bit octets: `AddressParser` reads those, and this too, to the same end.
/// Grammar: RFC 5322 §3.4.
struct UsualMailbox {
  let name: OctetRange?
  let local: OctetRange
  let domain: OctetRange
  /// From the first octet of the name or address to the last of the address or its bracket.
  let whole: OctetRange
  /// Behind the comma that follows, or the end.
  let next: Int

  init?(_ octets: Span<UInt8>, from start: Int, to end: Int) {
    var index = UsualMailbox.skipWhiteSpace(octets, start, end)
    guard index < end else { return nil }
    let first = index
    var name: OctetRange?
    if octets[index] == .quote {
      let closing = octets.first(.quote, in: index &+ 1..<end)
      guard closing < end, octets.first(.backslash, in: index..<closing) == closing else { return nil }
      name = index &+ 1..<closing
      index = UsualMailbox.skipWhiteSpace(octets, closing &+ 1, end)
    } else if octets[index] != .lessThan {
      let words = UsualMailbox.words(octets, &index, end)
      guard let words, index < end else { return nil }
      if octets[index] == .at {
        guard words.isOne, index > first, let domain = UsualMailbox.atom(octets, index &+ 1, end) else { return nil }
        self.init(octets, name: nil, local: first..<index, domain: domain, first, behind: domain.upperBound, end)
        return
      }
      name = first..<words.end
    }
    guard index < end, octets[index] == .lessThan, let local = UsualMailbox.atom(octets, index &+ 1, end),
      local.upperBound < end, octets[local.upperBound] == .at,
      let domain = UsualMailbox.atom(octets, local.upperBound &+ 1, end),
      domain.upperBound < end, octets[domain.upperBound] == .greaterThan
    else { return nil }
    self.init(octets, name: name, local: local, domain: domain, first, behind: domain.upperBound &+ 1, end)
  }

  /// nil where anything but a comma or the end follows.
  private init?(
    _ octets: Span<UInt8>, name: OctetRange?, local: OctetRange, domain: OctetRange, _ first: Int, behind: Int,
    _ end: Int
  ) {
    let separator = UsualMailbox.skipWhiteSpace(octets, behind, end)
    guard separator == end || octets[separator] == .comma else { return nil }
    self.name = name
    self.local = local
    self.domain = domain
    whole = first..<behind
    next = min(separator &+ 1, end)
  }

  /// 1 for the octets of which usual atoms are made: no white space, special, quoted-pair, control or 8-bit octet, and
  /// no question mark, because an encoded-word may hold specials.
  private static let usual: [256 of UInt8] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 1, 0, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0,
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ]

  @inline(__always)
  private static func skipWhiteSpace(_ octets: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, octets[index].isFoldingWhiteSpace { index &+= 1 }
    return index
  }

  /// A run of octets without meaning in addresses; nil where there is none. What follows it shows
  /// whether the form is usual.
  @inline(__always)
  private static func atom(_ octets: Span<UInt8>, _ start: Int, _ end: Int) -> OctetRange? {
    var index = start
    while index < end, usual[Int(octets[index])] == 1 { index &+= 1 }
    return index > start ? start..<index : nil
  }

  /// Atoms and encoded-words with one space between, up to "<" or "@"; `index` moves there.
  private static func words(_ octets: Span<UInt8>, _ index: inout Int, _ end: Int) -> (end: Int, isOne: Bool)? {
    var isOne = true
    let start = index
    var wordEnd = index
    while index < end {
      while index < end, usual[Int(octets[index])] == 1, octets[index] != .equals {
        index &+= 1
        wordEnd = index
      }
      guard index < end else { return nil }
      let octet = octets[index]
      if octet == .equals, index &+ 1 < end, octets[index &+ 1] == .questionMark {
        // An encoded-word within an atom, or with an atom behind it, is none by RFC 2047 §5 (3): not usual.
        guard index == start || octets[index &- 1] == .space,
          let word = EncodedWord.Token(octets, at: index, before: end), word.range.upperBound < end,
          octets[word.range.upperBound] == .space
        else { return nil }
        index = word.range.upperBound
        wordEnd = index
        isOne = false
        continue
      }
      switch AddressToken.classes[Int(octet)] {
      case 0:
        if octet >= 0x80 || octet == .backslash { return nil }
        index &+= 1
        wordEnd = index
      case 5, 10: return (wordEnd, isOne)
      case 1:
        guard octet == .space, index &+ 1 < end else { return nil }
        isOne = false
        index &+= 1
        let next = AddressToken.classes[Int(octets[index])]
        guard next == 0 || next == 5 else { return nil }
      default: return nil
      }
    }
    return nil
  }
}
