import MailContent
import MailSyntax
import Policy

/// What the fetches of one URL in one body were judged to be.
struct FetchVerdict {
  enum Kind {
    /// Nothing that counts openings.
    case ordinary
    /// Too little to act on, enough to tell.
    case doubtful
    /// Counts openings without telling one recipient from another.
    case aggregate
    /// A picture to be looked at whose URL tells the recipient.
    case personalised
    case tracker
  }
  let kind: Kind
  let url: ExaminedURL
  /// The occurrence that weighs most.
  let fetch: Fetch
  /// All occurrences.
  let fetches: [Fetch]
  /// What was seen, in the user's language.
  let signals: [String]
  /// Whether all of it stands in a quoted earlier message.
  let isQuoted: Bool
}

/// The verdicts on one body, by the first occurrence of each URL.
struct BodyVerdicts {
  let body: Body
  /// Whether the body is one of a message within the message.
  let isNested: Bool
  let verdicts: [FetchVerdict]
}

/// Judges everything that a message or template fetches; the rules on tracking each tell their part of it, so that one
/// fetch is never told twice.
struct FetchJudge: Sendable {
  let rule: Rule
  let matcher: PhraseMatcher
  private let signals: FetchSignals

  /// - Parameter rule: the rule on pixels, whose words and signals count.
  init(_ rule: Rule) {
    self.rule = rule
    matcher = PhraseMatcher(rule)
    signals = FetchSignals(rule, matcher: matcher)
  }

  /// The verdicts on all bodies that are shown: the message's own, and those of messages within it.
  func verdicts(in examination: Examination) -> [BodyVerdicts] {
    examination.memo.fetchVerdicts {
      let bodies = examination.words.bodies.filter { !$0.body.fetches.isEmpty }
      guard !bodies.isEmpty else { return [] }
      let evidence = FetchEvidence(examination)
      return bodies.compactMap { scanned in
        let body = scanned.body
        let isNested = !body.isOwn && Self.isNested(body, in: examination)
        guard body.isOwn || isNested else { return nil }
        return BodyVerdicts(body: body, isNested: isNested, verdicts: verdicts(on: scanned, evidence))
      }
    }
  }

  /// Whether a body of another file holds a tracker.
  func tracks(_ scanned: ScannedBody, _ examination: Examination) -> Bool {
    guard !scanned.body.fetches.isEmpty else { return false }
    return verdicts(on: scanned, FetchEvidence(examination)).contains { $0.kind == .tracker }
  }

  private func verdicts(on scanned: ScannedBody, _ evidence: FetchEvidence) -> [FetchVerdict] {
    let body = scanned.body
    // Layout pictures come in numbers; an invisible one that stands alone is worth a word.
    let tellsDoubts = body.fetches.count { FetchSize.isTiny($0) || FetchSize.isLine($0) } == 1
    return scanned.fetched.map { fetched in
      let all = [body.fetches[fetched.first]] + fetched.repetitions.map { body.fetches[$0] }
      let weighed = signals.weigh(all, fetched.url, evidence, in: body)
      let kind = weighed.kind == .doubtful && !tellsDoubts ? .ordinary : weighed.kind
      return FetchVerdict(
        kind: kind, url: fetched.url, fetch: weighed.fetch, fetches: all, signals: weighed.signals,
        isQuoted: all.allSatisfy(\.isQuoted))
    }
  }

  /// Attachments are fetched for nobody who does not open them; messages within are shown.
  private static func isNested(_ body: Body, in examination: Examination) -> Bool {
    guard let message = examination.message else { return false }
    var next = body.part
    while let index = next {
      if message.parts[index].mediaType.hasPrefix("message/") { return true }
      next = message.parts[index].parent
    }
    return false
  }
}

/// What is known around a fetch when it is weighed.
struct FetchEvidence {
  let copies: [String: CopyComparison]
  let filterLists: [FilterList]
  /// The author's domain; empty where it is not known.
  let sender: String
  let isTemplate: Bool
  let language: Language

  init(_ examination: Examination) {
    copies = examination.context.copies
    filterLists = examination.context.filterLists
    sender = examination.authorDomain
    isTemplate = examination.message == nil
    language = examination.context.language
  }
}

extension Examination {
  /// The part from whose text ranges of a body can be taken out; 0 for a template, which is a text of its own; nil
  /// where the body's octets are no part's text.
  func editablePart(of body: Body) -> Int? { message == nil ? 0 : body.editablePart }

  /// The domain of the first author, in its ASCII form; empty where there is none.
  var authorDomain: String {
    guard let message else { return "" }
    let authors = message.fields(named: .from).lazy.flatMap { message.mailboxes(in: $0) }
    return authors.first?.address.asciiDomain ?? ""
  }

  /// Whether a host is the organisation's own: of an internal domain, or of the author's.
  func isOwn(host: String) -> Bool {
    if internalDomains.contain(AddrSpec(localPart: "x", domain: host)) { return true }
    let author = authorDomain
    return !author.isEmpty && (host == author || host.hasSuffix("." + author) || author.hasSuffix("." + host))
  }
}
