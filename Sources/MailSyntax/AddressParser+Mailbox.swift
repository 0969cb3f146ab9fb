/// Makes mailboxes of the tokens between separators. RFC 5322 §3.4 and §4.4.
extension AddressParser {
  /// Makes a mailbox of the tokens read since the last separator.
  mutating func finish(_ octets: Span<UInt8>) {
    guard !tokens.isEmpty else { return }
    let isUnclosed = isAngleOpen
    let whole = tokens[0].range.lowerBound..<tokens[tokens.count - 1].range.upperBound
    if let angle {
      var end = angle + 1
      while end < tokens.count, tokens[end].kind != .greater { end += 1 }
      var start = angle + 1
      while start < end, tokens[start].kind == .less { start += 1 }  // RFC 7103 §7.1.2
      if start > angle + 1 { isInvalid = true }
      let name = Phrase.decode(octets, tokens, 0..<angle)
      for index in 0..<angle where tokens[index].kind == .at { isAmbiguous = true }
      append(octets, name: name ?? comment(octets), inner: start..<end, whole)
    } else {
      appendBare(octets, whole)
    }
    clear()
    if isUnclosed { noteAmbiguity() }
  }

  /// A mailbox without angle brackets: `addr-spec`, perhaps behind or before words that are no part of it.
  private mutating func appendBare(_ octets: Span<UInt8>, _ whole: OctetRange) {
    let name = hasComment ? comment(octets) : nil
    let count = tokens.count
    tokens.removeAll { $0.kind == .comment || $0.kind == .greater }
    if tokens.count < count, !hasComment { isInvalid = true }
    guard !tokens.isEmpty else { return }
    guard hasAt, let at = tokens.lastIndex(where: { $0.kind == .at }) else {
      isInvalid = true
      append(octets, name: name, inner: 0..<tokens.count, whole)
      return
    }
    var start = at
    while start > 0, tokens[start - 1].kind == .atom || tokens[start - 1].kind == .quoted {
      if start < at, !AddressParser.joins(octets, tokens[start - 1], tokens[start]) { break }
      start -= 1
    }
    var end = at + 1
    while end < tokens.count {
      if end > at + 1, !AddressParser.joins(octets, tokens[end - 1], tokens[end]) { break }
      end += 1
    }
    if start > 0 || end < tokens.count { isInvalid = true }
    append(octets, name: start > 0 ? Phrase.decode(octets, tokens, 0..<start) : name, inner: start..<end, whole)
  }

  /// Whether two words are of one local-part or domain: nothing between them, or a dot at the seam (RFC 5322 §4.4).
  private static func joins(_ octets: Span<UInt8>, _ first: AddressToken, _ second: AddressToken) -> Bool {
    first.range.upperBound == second.range.lowerBound || octets[first.range.upperBound &- 1] == .dot
      || octets[second.range.lowerBound] == .dot
  }

  /// Appends the mailbox whose addr-spec, perhaps behind a route, the inner tokens are.
  private mutating func append(
    _ octets: Span<UInt8>, name: String?, inner: Range<Int>, _ whole: OctetRange
  ) {
    let inner = withoutRoute(inner)
    guard !inner.isEmpty else {
      if name != nil { isInvalid = true }
      return
    }
    var at: Int?
    for index in inner where tokens[index].kind == .at { at = index }
    guard at != inner.lowerBound else {  // nobody's mailbox: no local-part, not even an empty one in quotes
      isInvalid = true
      return
    }
    let local = AddressText.decode(octets, tokens, inner.lowerBound..<(at ?? inner.upperBound), isSpaced: at == nil)
    let domain = at.map { AddressText.decode(octets, tokens, $0 + 1..<inner.upperBound, keepsQuotes: true) } ?? ""
    if domain.isEmpty { isInvalid = true }
    if keepsSpecs {
      specs.append(tokens[inner.lowerBound].range.lowerBound..<tokens[inner.upperBound - 1].range.upperBound)
    }
    mailboxes.append(
      Mailbox(
        displayName: name, address: AddrSpec(localPart: local, domain: domain), group: isInGroup ? group ?? "" : nil,
        octets: whole))
  }

  /// "When interpreting addresses, the route portion SHOULD be ignored." RFC 5322 §4.4.
  private mutating func withoutRoute(_ inner: Range<Int>) -> Range<Int> {
    guard !inner.isEmpty, tokens[inner.lowerBound].kind == .at else { return inner }
    if let colon = tokens[inner].firstIndex(where: { $0.kind == .colon }) {
      isObsolete = true
      return colon + 1..<inner.upperBound
    }
    guard let comma = tokens[inner].lastIndex(where: { $0.kind == .comma }) else { return inner }
    isInvalid = true
    return comma + 1..<inner.upperBound
  }

  /// The text of the last comment: where old mail has the name of the mailbox's owner.
  private func comment(_ octets: Span<UInt8>) -> String? {
    guard hasComment, let last = tokens.last(where: { $0.kind == .comment }), last.range.count > 2 else { return nil }
    return Unstructured.decode(octets, last.range.lowerBound + 1..<last.range.upperBound - 1)
  }
}
