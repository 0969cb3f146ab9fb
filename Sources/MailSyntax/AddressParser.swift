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
  /// Where the addr-specs stand, one a mailbox, without routes; empty unless asked for.
  var specs: [OctetRange] = []
  /// How many mailboxes had been read when the list became ambiguous: where some programs stop.
  var readBeforeAmbiguity: Int?

  private let keepsSpecs: Bool
  private var group: String?
  private var isInGroup = false
  /// The tokens since the last separator, and what is among them.
  private var tokens: [AddressToken] = []
  private var angle: Int?
  private var isAngleOpen = false
  private var hasAt = false
  private var hasComment = false

  private let skipsUsual: Bool

  /// - Parameters:
  ///   - keepsSpecs: whether `specs` is wanted.
  ///   - skipsUsual: whether usual forms are read like all others; for tests, that both give the same.
  init(keepsSpecs: Bool = false, skipsUsual: Bool = false) {
    self.keepsSpecs = keepsSpecs
    self.skipsUsual = skipsUsual
    tokens.reserveCapacity(16)
  }

  /// The mailboxes read, given away.
  mutating func takeMailboxes() -> [Mailbox] {
    let taken = mailboxes
    mailboxes = []
    return taken
  }

  /// Reads the list in `range`.
  mutating func read(_ octets: Span<UInt8>, _ range: OctetRange) {
    var index = range.lowerBound
    var damage = AddressToken.Damage()
    // An address in a field has 64 octets or so, with its name.
    mailboxes.reserveCapacity(1 + range.count / 64)
    readUsual(octets, &index, range.upperBound)
    while let token = AddressToken.next(octets, &index, range.upperBound, &damage) {
      if damage.count > 0, !isInvalid {
        isInvalid = true
        noteAmbiguity()
      }
      if tokens.count >= Limits.mailboxTokens {
        isInvalid = true
        finish(octets)
        noteAmbiguity()
      }
      switch token.kind {
      case .atom, .quoted, .literal: tokens.append(token)
      case .comment:
        hasComment = true
        tokens.append(token)
      case .at:
        hasAt = true
        tokens.append(token)
      case .less:
        if angle != nil, isAngleOpen ? tokens[tokens.count - 1].kind != .less : true {
          finish(octets)
          noteAmbiguity()
        }
        if angle == nil { angle = tokens.count }
        isAngleOpen = true
        tokens.append(token)
      case .greater:
        isAngleOpen = false
        tokens.append(token)
      case .comma:
        if isAngleOpen, isRoute {
          tokens.append(token)
        } else {
          finish(octets)
          readUsual(octets, &index, range.upperBound)
        }
      case .semicolon: endGroup(octets)
      case .colon:
        readColon(octets, token)
        if tokens.isEmpty { readUsual(octets, &index, range.upperBound) }
      }
    }
    finish(octets)
  }

  /// Reads mailboxes in their usual forms as long as they stand in a row; stops at the beginning of any other.
  private mutating func readUsual(_ octets: Span<UInt8>, _ index: inout Int, _ end: Int) {
    guard !skipsUsual else { return }
    let group = isInGroup ? self.group ?? "" : nil
    while let usual = UsualMailbox(octets, from: index, to: end) {
      if keepsSpecs { specs.append(usual.local.lowerBound..<usual.domain.upperBound) }
      mailboxes.append(
        Mailbox(
          displayName: usual.name.map { Unstructured.decode(octets, $0) },
          address: AddrSpec(localPart: octets.string(usual.local), domain: octets.string(usual.domain)), group: group,
          octets: usual.whole))
      index = usual.next
    }
  }

  private mutating func noteAmbiguity() {
    isAmbiguous = true
    if readBeforeAmbiguity == nil { readBeforeAmbiguity = mailboxes.count }
  }

  /// ";" ends a group; elsewhere many people write it for a comma.
  private mutating func endGroup(_ octets: Span<UInt8>) {
    let separates = !isInGroup && !tokens.isEmpty
    finish(octets)
    if separates { noteAmbiguity() }
    group = nil
    isInGroup = false
  }

  /// ":" ends a route or the name of a group.
  private mutating func readColon(_ octets: Span<UInt8>, _ token: AddressToken) {
    if isAngleOpen {
      tokens.append(token)
    } else if !hasAt, angle == nil, !isInGroup || mailboxes.isEmpty {
      if isInGroup { isAmbiguous = true }
      group = Phrase.decode(octets, tokens, 0..<tokens.count)
      isInGroup = true
      hasGroup = true
      clear()
    } else {
      finish(octets)
      noteAmbiguity()
    }
  }

  /// Whether what stands behind "<" begins a route: `obs-route = obs-domain-list ":"` (RFC 5322 §4.4).
  private var isRoute: Bool {
    guard let angle, angle + 1 < tokens.count, tokens[angle + 1].kind == .at else { return false }
    for index in angle + 1..<tokens.count where tokens[index].kind == .colon { return false }
    return true
  }

  private mutating func clear() {
    tokens.removeAll(keepingCapacity: true)
    angle = nil
    isAngleOpen = false
    hasAt = false
    hasComment = false
  }

  /// Makes a mailbox of the tokens read since the last separator.
  private mutating func finish(_ octets: Span<UInt8>) {
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
