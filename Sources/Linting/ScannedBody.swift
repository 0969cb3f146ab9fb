import MailContent
import MailSyntax
import Policy

/// Scans texts for phrases, with room that is used again from text to text.
final class PhraseScan {
  private let matcher: PhraseMatcher
  private var states: PhraseStates

  init(_ matcher: PhraseMatcher) {
    self.matcher = matcher
    states = matcher.makeStates(remembersWords: true)
  }

  func hits(in octets: [UInt8], range: Range<Int>? = nil, style: WordScanner.Style = .prose) -> PhraseHits {
    matcher.hits(in: octets.span, range: range, style: style, using: &states)
  }
  func hits(in text: String, style: WordScanner.Style = .prose) -> PhraseHits {
    matcher.hits(in: text.utf8.span, style: style, using: &states)
  }
}

/// A URL that a body fetches.
struct FetchedURL {
  let url: ExaminedURL
  /// Where its fetches stand in `Body.fetches`.
  let first: Int
  var repetitions: [Int] = []
}

/// A body with the phrases that stand in it. Each of its texts is scanned once for all rules, when it is first needed.
final class ScannedBody {
  let body: Body
  private let scan: PhraseScan
  private let urls: ExaminedURLs

  /// What a reader sees.
  private(set) lazy var text = scan.hits(in: body.text.utf8)
  private(set) lazy var links = body.links.map { ScannedLink($0, scan, urls) }
  /// The URLs that are fetched, by the first occurrence of each, with all fetches of it.
  private(set) lazy var fetched: [FetchedURL] = {
    var known: [String: Int] = [:]
    known.reserveCapacity(body.fetches.count)
    var fetched: [FetchedURL] = []
    fetched.reserveCapacity(body.fetches.count)
    for (index, fetch) in body.fetches.enumerated() {
      if let place = known[fetch.url] {
        fetched[place].repetitions.append(index)
      } else {
        known[fetch.url] = fetched.count
        fetched.append(FetchedURL(url: urls.url(fetch.url), first: index))
      }
    }
    return fetched
  }()
  /// What is said by any of the links: by their texts and titles, and by their targets.
  private lazy var linkSets = links.reduce(into: (says: PhraseSetFilter(), targets: PhraseSetFilter())) { sets, link in
    sets.says.add(link.text.sets)
    if !link.link.title.isEmpty { sets.says.add(link.title.sets) }
    sets.targets.add(link.target.sets)
  }
  /// The expressions that print, with the names in them, and with the texts for readers, which hold spaces: a text
  /// that speaks of an address names no address.
  private(set) lazy var expressions = body.expressions.filter(\.isOutput).map { expression in
    let isText = { (word: String) in word.utf8.contains(0x20) }
    return (
      range: expression.range,
      names: expression.words.filter { !isText($0) }.map { scan.hits(in: $0, style: .identifier) },
      texts: expression.words.filter(isText).map { scan.hits(in: $0, style: .identifier) }
    )
  }
  /// The octets as written, markup and all: for what is there and not shown.
  private(set) lazy var source = scan.hits(in: body.octets)
  /// The comments of HTML, which some programs read under a condition.
  private(set) lazy var comments = Self.comments(in: body)
  /// The best way to unsubscribe, once it has been looked for.
  var unsubscribeOffer: UnsubscribeOffer??

  init(_ body: Body, _ scan: PhraseScan, _ urls: ExaminedURLs) {
    self.body = body
    self.scan = scan
    self.urls = urls
  }

  /// Where an earlier mail begins that is not marked as a quotation: at the first address in a block of its fields
  /// ("From: … Sent: … To: …"), as Outlook writes it; nil where there is none.
  private(set) lazy var earlierMail = body.people.lazy.filter { $0.role == .quotedField }.map(\.range.lowerBound).min()

  /// Whether a place in the text stands in an earlier mail, marked as a quotation or not.
  func isEarlier(_ hit: PhraseHits.Hit) -> Bool {
    if body.text.isQuoted(at: hit.range.lowerBound) { return true }
    guard let earlierMail else { return false }
    return body.text.source(of: hit.range).lowerBound > earlierMail
  }

  /// Whether a link does.
  func isEarlier(_ link: Link) -> Bool { link.isQuoted || earlierMail.map { link.range.lowerBound > $0 } ?? false }

  /// The first hit of a set in what its author wrote: not in a quoted mail.
  func first(_ set: Int?) -> PhraseHits.Hit? {
    guard let set, text.sets.mayContain(set) else { return nil }
    return text.hits.first { $0.set == set && !body.text.isQuoted(at: $0.range.lowerBound) }
  }

  /// The services that its author's fetches are of, if for some uses, with the index of each fetch, in their order.
  func services(for uses: KnownServices.Uses) -> [(fetch: Int, match: KnownServices.Match)] {
    fetched.flatMap { fetched in
      guard let match = fetched.url.service(for: uses) else { return [(fetch: Int, match: KnownServices.Match)]() }
      let own = ([fetched.first] + fetched.repetitions).filter { !body.fetches[$0].isQuoted }
      return own.map { ($0, match) }
    }.sorted { $0.fetch < $1.fetch }
  }

  /// Whether a link may say the one or lead to the other; false is certain.
  func mayLink(saying said: Int?, to target: Int?) -> Bool {
    said.map(linkSets.says.mayContain) ?? false || target.map(linkSets.targets.mayContain) ?? false
  }

  /// A sentence as one line.
  func sentence(of hit: PhraseHits.Hit) -> String { Hit.evidence(body.text.utf8[text.sentence(hit.sentence)]) }

  private static func comments(in body: Body) -> SortedRanges {
    guard body.format == .html else { return SortedRanges([]) }
    let octets = body.octets.span
    var ranges: [Range<Int>] = []
    var index = 0
    while let start = octets.first("<!--", from: index) {
      let end = octets.first("-->", from: start + 1)
      ranges.append(start..<(end ?? octets.count))
      index = end ?? octets.count
    }
    return SortedRanges(ranges)
  }
}

/// A link with the phrases that stand in it.
final class ScannedLink {
  let link: Link
  private let scan: PhraseScan
  private let urls: ExaminedURLs
  private(set) lazy var url = urls.url(link.target)
  private(set) lazy var text = scan.hits(in: link.text)
  private(set) lazy var title = scan.hits(in: link.title)
  /// The words of its target.
  private(set) lazy var target = scan.hits(
    in: url.target.octets, range: 0..<min(url.target.octets.count, Self.maximumTarget), style: .identifier)

  /// Names stand at the front of an address; behind them come tokens.
  private static let maximumTarget = 1024

  init(_ link: Link, _ scan: PhraseScan, _ urls: ExaminedURLs) {
    self.link = link
    self.scan = scan
    self.urls = urls
  }

  /// Whether a reader can make it out by its text or title.
  func says(_ set: Int?) -> Bool { text.contains(set) || !link.title.isEmpty && title.contains(set) }
}

/// All bodies of a reading, of what is rendered together with it, and the subject, each scanned when it is first
/// needed.
final class ScannedReading {
  let reading: Reading
  let book: PhraseBook
  let scan: PhraseScan
  let urls: ExaminedURLs
  /// In the order of `Reading.bodies`.
  let bodies: [ScannedBody]
  let companions: [(companion: Companion, bodies: [ScannedBody])]
  /// The subject's text and hits; empty for a template.
  private(set) lazy var subject: (text: [UInt8], hits: PhraseHits) = {
    let text = message.flatMap { message in message.fields(named: .subject).first.map(message.unstructured) } ?? ""
    return (Array(text.utf8), scan.hits(in: text))
  }()
  private let message: Message?
  /// Who gets the message; empty where neither envelope nor fields say.
  let recipients: [AddrSpec]

  init(_ subject: Subject, _ reading: Reading, _ context: Context, _ book: PhraseBook) {
    let scan = PhraseScan(PhraseMatcher(book))
    let recipients =
      subject.message.map { RecipientList.recipients(of: $0, envelope: context.envelope) } ?? context.envelope?
      .recipients ?? []
    let urls = ExaminedURLs(recipients: recipients, isTemplate: subject.message == nil)
    self.reading = reading
    self.book = book
    self.scan = scan
    self.recipients = recipients
    self.urls = urls
    message = subject.message
    bodies = reading.bodies.map { ScannedBody($0, scan, urls) }
    companions = context.surroundings.companions.map { companion in
      (companion, companion.reading.bodies.map { ScannedBody($0, scan, urls) })
    }
  }
}
