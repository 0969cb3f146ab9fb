import MailContent
import MailSyntax
import Policy

/// What a reader is offered to stop the mail, and whether it works.
struct UnsubscribeOffer {
  enum State: String, Comparable {
    case hidden, dead, unread, working
    static func < (a: State, b: State) -> Bool { a.rank < b.rank }
    private var rank: Int { self == .working ? 2 : self == .hidden ? 0 : 1 }
  }
  let state: State
  let target: String
  let body: Body
  let range: OctetRange
}

/// Recognises unsubscribe links by their text, title or picture's alt text, by their target, or by the sentence
/// around a link that says "here"; template expressions by their names; and the request to answer with a word.
struct UnsubscribeOffers {
  private let matcher: PhraseMatcher
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
  /// "ignore this mail": refuses a request for consent.
  private let refusal: Int?
  /// Names under which templates keep addresses.
  private let address: Int?

  init(_ rule: Rule) {
    matcher = PhraseMatcher(rule.phrases)
    link = matcher.set(named: "link")
    ambiguous = matcher.set(named: "ambiguous")
    generic = matcher.set(named: "generic")
    context = matcher.set(named: "context")
    target = matcher.set(named: "target")
    logout = matcher.set(named: "logout")
    reply = matcher.set(named: "reply")
    refusal = matcher.set(named: "refusal")
    address = matcher.set(named: "address")
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

  /// The offer of a body that serves its readers best; nil where there is none.
  func best(in body: Body, _ examination: Examination) -> UnsubscribeOffer? {
    let isTemplate = examination.message == nil
    let text = matcher.hits(in: body.text.utf8)
    let context = UnsubscribeContext(text, sets: [link, ambiguous, self.context], in: body)
    var best: UnsubscribeOffer?
    for link in body.links where !link.isQuoted && isOffer(link, context) {
      let isLive = Self.isLive(link.target, isTemplate: isTemplate)
      let state: UnsubscribeOffer.State = !isLive ? .dead : link.isVisible ? .working : .hidden
      if best.map({ $0.state < state }) ?? true {
        best = UnsubscribeOffer(state: state, target: link.target, body: body, range: link.range)
      }
      if state == .working { return best }
    }
    return expression(in: body, context) ?? answer(text, in: body, examination) ?? best
  }

  // MARK: Links

  private func isOffer(_ link: Link, _ context: UnsubscribeContext) -> Bool {
    let text = matcher.hits(in: link.text)
    if text.contains(self.link) { return true }
    if !link.title.isEmpty, matcher.hits(in: link.title).contains(self.link) { return true }
    let words = matcher.hits(in: link.target, style: .identifier)
    if words.contains(logout) { return false }
    if text.contains(ambiguous) { return true }
    guard Self.isReadable(link.text) else { return false }
    if words.contains(target) { return true }
    if text.contains(generic) { return context.isInSentence(link.range) }
    return Self.isAddress(link) && context.isNear(link.range)
  }

  /// A link without text, or whose picture has no alt text, shows nothing when pictures are off.
  private static func isReadable(_ text: String) -> Bool { text.utf8.contains { $0 > 0x20 } }

  /// Whether the text of a link is its address, as in plain text.
  private static func isAddress(_ link: Link) -> Bool {
    link.text == link.target || link.text.contains("://") || link.text.hasPrefix("www.") || link.text.contains("@")
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
  private func expression(in body: Body, _ context: UnsubscribeContext) -> UnsubscribeOffer? {
    let found = body.expressions.first { expression in
      guard expression.isOutput else { return false }
      let isInContext = context.isInSentence(expression.range)
      return expression.words.contains { word in
        let words = matcher.hits(in: word, style: .identifier)
        return words.contains(target) || words.contains(link) || isInContext && words.contains(address)
      }
    }
    return found.map { UnsubscribeOffer(state: .working, target: "", body: body, range: $0.range) }
  }

  /// "Answer with STOP", where an answer is read; or "ignore this mail", which refuses what was asked.
  private func answer(
    _ text: PhraseMatcher.Hits, in body: Body, _ examination: Examination
  ) -> UnsubscribeOffer? {
    let isRequest = examination.mailClass == .consentRequest
    guard let hit = text.first(reply) ?? (isRequest ? text.first(refusal) : nil) else { return nil }
    let isUnread = hit.set == reply && Self.isUnread(examination)
    return UnsubscribeOffer(
      state: isUnread ? .unread : .working, target: "", body: body, range: body.text.source(of: hit.range))
  }

  /// Whether answers go to an address that says nobody reads them.
  private static func isUnread(_ examination: Examination) -> Bool {
    guard let message = examination.message else { return false }
    let replyTo = message.fields(named: .replyTo)
    let fields = replyTo.isEmpty ? message.fields(named: .from) : replyTo
    return fields.flatMap { message.mailboxes(in: $0) }.contains { mailbox in
      let name = mailbox.address.localPart.lowercased().filter { $0.isLetter }
      return name.hasPrefix("noreply") || name.hasPrefix("donotreply") || name.hasPrefix("keineantwort")
    }
  }
}
