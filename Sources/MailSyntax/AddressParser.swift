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

  let keepsSpecs: Bool
  var group: String?
  var isInGroup = false
  /// The tokens since the last separator, and what is among them.
  var tokens: [AddressToken] = []
  var angle: Int?
  var isAngleOpen = false
  var hasAt = false
  var hasComment = false

  private let skipsUsual: Bool
  private var domains = RecentDomains()

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
          address: AddrSpec(localPart: octets.string(usual.local), domain: domains.text(octets, usual.domain)),
          group: group, octets: usual.whole))
      index = usual.next
    }
  }

  mutating func noteAmbiguity() {
    isAmbiguous = true
    if readBeforeAmbiguity == nil { readBeforeAmbiguity = mailboxes.count }
  }

  /// ";" ends a group (RFC 5322 §3.4); elsewhere many people write it for a comma.
  private mutating func endGroup(_ octets: Span<UInt8>) {
    let separates = !isInGroup && !tokens.isEmpty
    finish(octets)
    if separates { noteAmbiguity() }
    group = nil
    isInGroup = false
  }

  /// ":" ends a route, or the name of a group: `group = display-name ":" [group-list] ";" [CFWS]` (RFC 5322 §3.4).
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

  mutating func clear() {
    tokens.removeAll(keepingCapacity: true)
    angle = nil
    isAngleOpen = false
    hasAt = false
    hasComment = false
  }
}
