/// Reads a list of addresses: mailboxes and groups, with the obsolete forms and what real mail has instead.
///
/// Grammar: RFC 5322 §3.4 (address-list), §4.4 (obsolete), RFC 6854 (groups everywhere), RFC 6532 (UTF-8);
/// tolerance: RFC 7103 §7.1.
struct AddressParser: ~Copyable {
  var mailboxes: [Mailbox] = []
  /// Whether clients would read other mailboxes in it.
  var isAmbiguous = false
  /// Whether it departs from the grammar.
  var isInvalid = false
  /// Whether it has forms that are only to be read.
  var isObsolete = false
  var hasGroup = false
  /// Where the addr-specs stand, one a mailbox, without routes.
  var specs: [OctetRange] = []
  /// How many mailboxes had been read when the list became ambiguous: where some programs stop.
  var readBeforeAmbiguity: Int?
  private var tokens: [AddressToken] = []
  private var group: String?
  private var isInGroup = false

  /// Reads the list in `range`.
  mutating func read(_ octets: Span<UInt8>, _ range: OctetRange) {
    var index = range.lowerBound
    var angle = false
    var isBroken = false
    while let token = AddressToken.next(octets, &index, range.upperBound, &isBroken) {
      if isBroken, !isInvalid {
        isInvalid = true
        noteAmbiguity()
      }
      switch token.kind {
      case .comma:
        if angle, isRoute { tokens.append(token) } else { finish(octets, &angle) }
      case .semicolon:
        let ends = !isInGroup && !tokens.isEmpty
        finish(octets, &angle)
        if ends { noteAmbiguity() }
        group = nil
        isInGroup = false
      case .colon:
        if angle {
          tokens.append(token)
        } else if !tokens.contains(where: { $0.kind == .at || $0.kind == .less }), !isInGroup || mailboxes.isEmpty {
          if isInGroup { isAmbiguous = true }
          group = Phrase.decode(octets, tokens[...])
          isInGroup = true
          hasGroup = true
          tokens.removeAll(keepingCapacity: true)
        } else {
          finish(octets, &angle)
          noteAmbiguity()
        }
      case .less:
        if angle || tokens.contains(where: { $0.kind == .greater }) {
          finish(octets, &angle)
          noteAmbiguity()
        }
        angle = true
        tokens.append(token)
      case .greater:
        angle = false
        tokens.append(token)
      default: tokens.append(token)
      }
    }
    finish(octets, &angle)
  }

  private mutating func noteAmbiguity() {
    isAmbiguous = true
    if readBeforeAmbiguity == nil { readBeforeAmbiguity = mailboxes.count }
  }

  /// Whether what stands behind "<" begins a route: `obs-route = obs-domain-list ":"` (RFC 5322 §4.4).
  private var isRoute: Bool {
    guard let less = tokens.lastIndex(where: { $0.kind == .less }), less + 1 < tokens.count else { return false }
    return tokens[less + 1].kind == .at && !tokens[(less + 1)...].contains { $0.kind == .colon }
  }

  /// Makes a mailbox of the tokens read since the last separator.
  private mutating func finish(_ octets: Span<UInt8>, _ angle: inout Bool) {
    defer { tokens.removeAll(keepingCapacity: true) }
    let isUnclosed = angle
    angle = false
    defer { if isUnclosed { noteAmbiguity() } }
    guard let first = tokens.first, let last = tokens.last else { return }
    let whole = first.range.lowerBound..<last.range.upperBound
    if let less = tokens.firstIndex(where: { $0.kind == .less }) {
      let greater = tokens[less...].firstIndex { $0.kind == .greater } ?? tokens.count
      let name = Phrase.decode(octets, tokens[..<less])
      if tokens[..<less].contains(where: { $0.kind == .at }) { isAmbiguous = true }
      append(octets, name: name ?? comment(octets), inner: tokens[(less + 1)..<greater], whole)
      return
    }
    appendBare(octets, whole)
  }

  /// A mailbox without angle brackets: `addr-spec`, perhaps behind or before words that are no part of it.
  private mutating func appendBare(_ octets: Span<UInt8>, _ whole: OctetRange) {
    let words = tokens.filter { $0.kind != .comment && $0.kind != .greater }
    guard !words.isEmpty else { return }
    guard let at = words.lastIndex(where: { $0.kind == .at }) else {
      isInvalid = true
      append(octets, name: comment(octets), inner: words[...], whole)
      return
    }
    var start = at
    while start > 0, words[start - 1].kind == .atom || words[start - 1].kind == .quoted {
      let previous = words[start - 1]
      if start < at, !AddressParser.joins(octets, previous, words[start]) { break }
      start -= 1
    }
    var end = at + 1
    while end < words.count {
      if end > at + 1, !AddressParser.joins(octets, words[end - 1], words[end]) { break }
      end += 1
    }
    if start > 0 || end < words.count { isInvalid = true }
    let name = start > 0 ? Phrase.decode(octets, words[..<start]) : comment(octets)
    append(octets, name: name, inner: words[start..<end], whole)
  }

  /// Whether two words are of one local-part or domain: nothing between them, or a dot at the seam (RFC 5322 §4.4).
  private static func joins(_ octets: Span<UInt8>, _ first: AddressToken, _ second: AddressToken) -> Bool {
    first.range.upperBound == second.range.lowerBound || octets[first.range.upperBound &- 1] == .dot
      || octets[second.range.lowerBound] == .dot
  }

  /// Appends the mailbox whose addr-spec, perhaps behind a route, the inner tokens are.
  private mutating func append(
    _ octets: Span<UInt8>, name: String?, inner: ArraySlice<AddressToken>, _ whole: OctetRange
  ) {
    var inner = inner
    if inner.first?.kind == .at, let colon = inner.firstIndex(where: { $0.kind == .colon }) {
      inner = inner[(colon + 1)...]
      isObsolete = true
    } else if inner.first?.kind == .at, let comma = inner.lastIndex(where: { $0.kind == .comma }) {
      inner = inner[(comma + 1)...]
      isInvalid = true
    }
    guard !inner.isEmpty else {
      if name != nil { isInvalid = true }
      return
    }
    let at = inner.lastIndex { $0.kind == .at }
    let local = AddressParser.text(octets, inner[..<(at ?? inner.endIndex)], unquote: true, isSpaced: at == nil)
    let domain = at.map { AddressParser.text(octets, inner[($0 + 1)...], unquote: false) } ?? ""
    if at == nil || local.isEmpty || domain.isEmpty { isInvalid = true }
    guard at != inner.startIndex else { return }  // nobody's mailbox: there is no local-part, not even an empty one in quotes
    specs.append(inner[inner.startIndex].range.lowerBound..<inner[inner.endIndex - 1].range.upperBound)
    mailboxes.append(
      Mailbox(
        displayName: name, address: AddrSpec(localPart: local, domain: domain), group: isInGroup ? group ?? "" : nil,
        octets: whole))
  }

  /// The text of tokens without comments, quoted-strings and quoted-pairs undone.
  /// - Parameter isSpaced: whether a space stands for white space; else it is left out, as between atoms and dots.
  private static func text(
    _ octets: Span<UInt8>, _ tokens: ArraySlice<AddressToken>, unquote: Bool, isSpaced: Bool = false
  ) -> String {
    if tokens.count == 1, let only = tokens.first, only.kind == .atom {
      if octets.first(.backslash, in: only.range) == only.range.upperBound { return text(octets, only.range) }
    }
    var result: [UInt8] = []
    var last = tokens.first?.range.lowerBound ?? 0
    for token in tokens where token.kind != .comment {
      if isSpaced, last < token.range.lowerBound { result.append(.space) }
      last = token.range.upperBound
      var range = token.range
      var isQuoted = token.kind == .atom
      if token.kind == .quoted, unquote, range.count > 1 {
        range = range.lowerBound + 1..<range.upperBound - 1
        isQuoted = true
      }
      var index = range.lowerBound
      while index < range.upperBound {
        if isQuoted, octets[index] == .backslash, index + 1 < range.upperBound { index += 1 }
        if octets[index] != .carriageReturn, octets[index] != .lineFeed { result.append(octets[index]) }
        index += 1
      }
    }
    return String(decoding: Charset.undeclared.decode(result), as: UTF8.self)
  }

  private static func text(_ octets: Span<UInt8>, _ range: OctetRange) -> String {
    octets.hasEightBit(in: range)
      ? String(decoding: Charset.undeclared.decode(octets.array(range)), as: UTF8.self) : octets.string(range)
  }

  /// The text of the last comment: where old mail has the name of the mailbox's owner.
  private func comment(_ octets: Span<UInt8>) -> String? {
    guard let last = tokens.last(where: { $0.kind == .comment }), last.range.count > 2 else { return nil }
    return Unstructured.decode(octets, last.range.lowerBound + 1..<last.range.upperBound - 1)
  }
}
