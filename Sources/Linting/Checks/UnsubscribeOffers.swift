import MailContent
import MailSyntax
import Policy

/// What a reader is offered to stop the mail, and whether it works.
struct UnsubscribeOffer {
  enum State: Int, Comparable {
    /// A link that nobody sees.
    case hidden
    /// A link that only Outlook shows.
    case conditional
    /// A link that leads nowhere.
    case dead
    /// A link whose merge tag nobody filled in.
    case unfilled
    /// The request to answer to an address that nobody reads.
    case unread
    case working
    static func < (a: State, b: State) -> Bool { a.rawValue < b.rawValue }
  }
  let state: State
  /// A link's target; empty for other ways.
  let target: String
  let body: Body
  let range: OctetRange
}

/// Recognises unsubscribe links by their text, title or picture's alt text, by their target, or by the sentence
/// around a link that says "here"; template expressions by their names; and the request to answer with a word.
struct UnsubscribeOffers {
  /// "unsubscribe", "vom Newsletter abmelden".
  private let link: Int?
  /// "abmelden": unless the target logs out of something.
  private let ambiguous: Int?
  /// "here", "account settings": where the sentence around it speaks of unsubscribing.
  private let generic: Int?
  /// "no longer wish to receive".
  private let context: Int?
  /// Words of URLs and of names in templates.
  private let target: Int?
  private let logout: Int?
  /// "answer with STOP".
  private let reply: Int?
  /// "a word is enough": ends a correspondence that one person began.
  private let word: Int?
  /// "ignore this mail": refuses a request for consent.
  private let refusal: Int?
  /// Names under which templates keep addresses.
  private let address: Int?
  /// "log in to unsubscribe": a way out, and a fault of its own.
  private let login: Int?

  /// - Parameters:
  ///   - sets: the phrase sets of the rule, by name.
  ///   - login: those that tie unsubscribing to logging in; nil where such a sentence is no way out.
  init(sets: [String: Int], login: Int? = nil) {
    self.login = login
    link = sets["link"]
    ambiguous = sets["ambiguous"]
    generic = sets["generic"]
    context = sets["context"]
    target = sets["target"]
    logout = sets["logout"]
    reply = sets["reply"]
    word = sets["word"]
    refusal = sets["refusal"]
    address = sets["address"]
  }

  /// The offer that serves the readers of a view best; nil where there is none.
  func best(in view: ReaderView, _ examination: Examination) -> UnsubscribeOffer? {
    var best: UnsubscribeOffer?
    for body in view.bodies {
      guard let offer = self.best(in: body, examination) else { continue }
      if best.map({ $0.state < offer.state }) ?? true { best = offer }
      if offer.state == .working { break }
    }
    return best
  }

  /// The offer of a body that serves its readers best; nil where there is none. Looked for once.
  func best(in scanned: ScannedBody, _ examination: Examination) -> UnsubscribeOffer? {
    if let known = scanned.unsubscribeOffer { return known }
    var found = find(in: scanned, examination)
    if found == nil, scanned.body.format == .html { found = findAsInText(in: scanned, examination) }
    scanned.unsubscribeOffer = .some(found)
    return found
  }

  /// The link that leads where the text version's offer does: there the words around it said what it is for.
  private func findAsInText(in scanned: ScannedBody, _ examination: Examination) -> UnsubscribeOffer? {
    for other in examination.words.bodies where other.body.isOwn && other.body.format == .plain {
      guard let offer = best(in: other, examination), offer.state == .working, !offer.target.isEmpty else { continue }
      let same = scanned.links.last { link in
        link.link.target == offer.target && link.link.isVisible && !link.link.isQuoted
          && Self.isReadable(link.link.text)
      }
      if let same {
        return UnsubscribeOffer(state: .working, target: offer.target, body: scanned.body, range: same.link.range)
      }
    }
    return nil
  }

  /// The last link of a body that offers it, whether it works or not; nil where there is none.
  func link(in scanned: ScannedBody) -> Link? {
    let context = UnsubscribeContext(scanned, sets: [link, ambiguous, self.context])
    return scanned.links.last { !scanned.isEarlier($0.link) && isOffer($0, context) }?.link
  }

  private func find(in scanned: ScannedBody, _ examination: Examination) -> UnsubscribeOffer? {
    let context = UnsubscribeContext(scanned, sets: [link, ambiguous, self.context])
    var best: UnsubscribeOffer?
    // What ends a subscription stands at the end.
    for link in scanned.links.reversed() where !link.link.isQuoted && isOffer(link, context) {
      let offer = UnsubscribeOffer(
        state: Self.state(of: link.link, in: scanned, isTemplate: examination.message == nil),
        target: link.link.target, body: scanned.body, range: link.link.range)
      if offer.state == .working { return offer }
      if best.map({ $0.state < offer.state }) ?? true { best = offer }
    }
    if let expression = expression(in: scanned, context) { return expression }
    guard let answer = answer(in: scanned, examination) else { return best }
    return best.map { $0.state > answer.state } ?? false ? best : answer
  }

  // MARK: Links

  private func isOffer(_ link: ScannedLink, _ context: UnsubscribeContext) -> Bool {
    if link.says(self.link) { return true }
    if link.target.contains(logout) { return false }
    if link.text.contains(ambiguous) { return true }
    guard Self.isReadable(link.link.text) else { return false }
    if link.target.contains(target) { return true }
    if link.text.contains(generic) { return context.isInSentence(link.link.range) }
    return Self.isAddress(link.link.text, ofLinkTo: link.link.target) && context.isNear(link.link.range)
  }

  /// A link without text, or whose picture has no alt text, shows nothing when pictures are off.
  private static func isReadable(_ text: String) -> Bool { text.utf8.contains { $0 > 0x20 } }

  /// Whether the text of a link is its address, as in plain text.
  private static func isAddress(_ text: String, ofLinkTo target: String) -> Bool {
    let octets = text.utf8.span
    return text == target || octets.first("://", from: 0) != nil || text.hasPrefix("www.")
      || octets.first(of: UInt8(ascii: "@"), in: 0..<octets.count) != nil
  }

  private static func state(of link: Link, in scanned: ScannedBody, isTemplate: Bool) -> UnsubscribeOffer.State {
    if !isTemplate, MergeFields.isUnfilled(link.target) { return .unfilled }
    if !isLive(link.target, isTemplate: isTemplate) { return .dead }
    guard link.isVisible else { return .hidden }
    return scanned.comments.contains(link.range.lowerBound) ? .conditional : .working
  }

  /// Whether following the link can lead anywhere. A template's example host is there to be replaced.
  static func isLive(_ target: String, isTemplate: Bool) -> Bool {
    let url = LinkTarget(target)
    switch url.scheme {
    case "http", "https": return !url.host.isEmpty && (isTemplate || !url.isPlaceholderHost)
    case "mailto": return !url.path.isEmpty
    case "": break
    default: return isTemplate && !["javascript", "about", "data", "file"].contains(url.scheme)
    }
    if !url.host.isEmpty { return isTemplate || !url.isPlaceholderHost }
    return isTemplate && !url.isFragment && target.utf8.contains { $0 > 0x20 }
  }

  // MARK: Other ways

  /// A template expression that prints an unsubscribe link; or an address, in a sentence that speaks of unsubscribing.
  private func expression(in scanned: ScannedBody, _ context: UnsubscribeContext) -> UnsubscribeOffer? {
    let found = scanned.expressions.first { expression in
      let isInContext = context.isInSentence(expression.range)
      return (expression.names + expression.texts).contains { name in
        name.contains(target) || name.contains(link) || isInContext && name.contains(address)
      }
    }
    return found.map { UnsubscribeOffer(state: .working, target: "", body: scanned.body, range: $0.range) }
  }

  /// "Answer with STOP", where an answer is read; in a first letter "a word is enough"; or "ignore this mail", which
  /// refuses what was asked; or to log in, of which another rule says that it is none to ask for.
  private func answer(in scanned: ScannedBody, _ examination: Examination) -> UnsubscribeOffer? {
    let other: Int? =
      switch examination.mailClass {
      case .firstContact: word
      case .consentRequest: refusal
      default: nil
      }
    guard let hit = scanned.first(reply) ?? scanned.first(other) ?? scanned.first(login) else { return nil }
    let isUnread = hit.set != refusal && hit.set != login && UnreadAddress.whereAnswersGo(examination) != nil
    return UnsubscribeOffer(
      state: isUnread ? .unread : .working, target: "", body: scanned.body,
      range: scanned.body.text.source(of: hit.range))
  }
}
