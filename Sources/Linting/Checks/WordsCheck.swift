import MailContent
import MailSyntax
import Policy

/// Judges by words alone: what a mail must say, or must not. All of it stands in the rule's pack.
///
/// Phrase sets that narrow down which mail is judged:
/// - `where`: mail that says one of these, in subject or text.
/// - `attachment`: mail with an attached file of such a name.
///
/// Phrase sets that are judged; a rule with none of them tells every mail that it is about:
/// - `required`: each view owes one of these. Sets `required-…` are owed each by itself, and told by their messages.
/// - `link`: the text of a link that provides it too, or the sentence around a link that shows its address alone or
///   has one of `here` for its text. `target`: words of a link's address that do. `expression`: names in a template
///   that do, but not with one of `unless`.
/// - `forbidden`: a sentence with one of these is a hit; `together`: and one of these in the same sentence or in one
///   beside it; `unless`: but not where one of these is in the same sentence.
///
/// The list `recognised` names what provides it by its form: `postal-address`, `telephone`. Where the list `links`
/// says `page`, a link to a mailbox provides nothing.
///
/// Numbers: `least` says how many different forbidden phrases it takes, `most-words` how long the text may be.
struct WordsCheck: OwedCheck {
  private let rule: Rule
  private let condition: Int?
  private let attachment: Int?
  private let required: [(name: String, set: Int)]
  private let link: Int?
  private let here: Int?
  private let target: Int?
  private let expression: Int?
  /// What a name in a template may not have to count.
  private let unless: Int?
  private let forbidden: ForbiddenWords?
  /// Whether a link to a mailbox provides nothing, see the list `links`.
  private let leadsToPages: Bool
  /// What is recognised by its form, see the list `recognised`.
  private let recognised: [@Sendable ([UInt8]) -> Range<Int>?]

  init(_ rule: Rule, _ book: PhraseBook) {
    self.rule = rule
    let sets = book.sets[rule.id] ?? [:]
    condition = sets["where"]
    attachment = sets["attachment"]
    required = sets.filter { $0.key.hasPrefix("required") }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    link = sets["link"]
    here = sets["here"]
    target = sets["target"]
    expression = sets["expression"]
    unless = sets["unless"]
    recognised = (rule.lists["recognised"] ?? []).compactMap { Self.recognisers[$0] }
    leadsToPages = rule.lists["links"]?.contains("page") ?? false
    forbidden = sets["forbidden"].map { ForbiddenWords($0, together: sets["together"], unless: sets["unless"]) }
  }

  private static let recognisers: [String: @Sendable ([UInt8]) -> Range<Int>?] = [
    "postal-address": PostalAddress.first(in:), "telephone": TelephoneNumber.first(in:),
  ]

  private var demands: Bool { !required.isEmpty || link != nil || target != nil }

  func outcome(in examination: Examination) -> Outcome {
    if condition != nil, !says(condition, examination) { return Outcome() }
    let file = attachment.flatMap { attachedFile($0, examination) }
    if attachment != nil, file == nil { return Outcome() }
    let most = examination.number("most-words", of: rule)
    if most > 0 { return Outcome(hits: longHits(in: examination, most)) }
    if let forbidden {
      let least = examination.number("least", of: rule)
      return Outcome(hits: forbidden.hits(in: examination, least: max(1, least)))
    }
    if demands { return owed(in: examination, file) }
    return Outcome(hits: [file ?? conditionHit(examination)].compactMap(\.self))
  }

  // MARK: Which mail

  private func says(_ set: Int?, _ examination: Examination) -> Bool {
    examination.words.subject.hits.contains(set)
      || examination.words.bodies.contains { $0.body.isOwn && $0.first(set) != nil }
  }

  private func conditionHit(_ examination: Examination) -> Hit? {
    for scanned in examination.words.bodies where scanned.body.isOwn {
      guard let hit = scanned.first(condition) else { continue }
      return Hit(found: hit, in: scanned, examination)
    }
    return nil
  }

  /// The first attached file whose name has such words.
  private func attachedFile(_ set: Int, _ examination: Examination) -> Hit? {
    guard let message = examination.message else { return nil }
    for part in message.parts {
      guard let name = part.fileName, examination.words.scan.hits(in: name, style: .identifier).contains(set) else {
        continue
      }
      let text = Hit.evidence(name.utf8)
      return Hit(
        message: "found", values: ["text": text], place: Place(part: part.id, octets: part.headerSection),
        evidence: text)
    }
    return nil
  }

  // MARK: What is owed

  /// - Parameter file: the attachment that makes it owed, where one does.
  private func owed(in examination: Examination, _ file: Hit?) -> Outcome {
    let search = OwedSearch(rule: rule.id) { body in
      provision(in: body)
    } missing: { view, isNote in
      guard let end = view.endOfText(examination) else { return nil }
      return Hit(
        message: isNote ? "text" : "missing",
        values: ["missing": absent(from: view, examination.context.language), "text": file?.evidence ?? ""],
        place: file?.place ?? end.place, evidence: file?.evidence ?? end.evidence, isNote: isNote)
    }
    return search.outcome(in: examination)
  }

  /// Where a body provides all that is owed: the place of the first of it.
  private func provision(in scanned: ScannedBody) -> OctetRange? {
    if scanned.mayLink(saying: link, to: target), let found = scanned.links.last(where: provides) {
      return found.link.range
    }
    if let link, scanned.text.sets.mayContain(link) {
      let introduced = IntroducedLinks(in: scanned, saying: link, here: here)
      if let found = scanned.links.last(where: { leadsSomewhere($0) && introduced.contain($0) }) {
        return found.link.range
      }
    }
    if expression != nil {
      let names = { (name: PhraseHits) in name.contains(expression) && !name.contains(unless) }
      if let found = scanned.expressions.first(where: { $0.names.contains(where: names) }) { return found.range }
    }
    let found = required.map { scanned.first($0.set) }
    guard let first = found.first ?? nil, !found.contains(where: { $0 == nil }) else {
      let text = scanned.body.text
      return recognised.lazy.compactMap { $0(text.utf8) }.first { !text.isQuoted(at: $0.lowerBound) }.map(text.source)
    }
    return scanned.body.text.source(of: first.range)
  }

  private func provides(_ link: ScannedLink) -> Bool {
    guard link.link.isVisible, !link.link.isQuoted else { return false }
    return leadsSomewhere(link) && (link.says(self.link) || target != nil && link.target.contains(target))
  }

  /// Where it takes a page, an address to write to is none.
  private func leadsSomewhere(_ link: ScannedLink) -> Bool {
    !leadsToPages || !link.link.target.hasPrefix("mailto:")
  }

  /// What a view does not say, by the messages of its sets in the order of their names: "to object and to erasure".
  private func absent(from view: ReaderView, _ language: Language) -> String {
    let absent = required.filter { wanted in !view.bodies.contains { $0.first(wanted.set) != nil } }
    let names = absent.compactMap { rule.messages[$0.name]?(language) }
    let and = language == .german ? " und " : " and "
    return [names.dropLast().joined(separator: ", "), names.last ?? ""].filter { !$0.isEmpty }.joined(separator: and)
  }

  // MARK: Length

  /// The longest view counts, once.
  private func longHits(in examination: Examination, _ most: Int) -> [Hit] {
    let views = examination.views.map { view in
      (view: view, words: view.bodies.reduce(0) { $0 + $1.text.words })
    }
    guard let longest = views.max(by: { $0.words < $1.words }), longest.words > most,
      let end = longest.view.endOfText(examination)
    else { return [] }
    let values = ["words": String(longest.words), "most": String(most)]
    return [Hit(message: "found", values: values, place: end.place, evidence: end.evidence)]
  }
}

/// Sentences that should not be said.
struct ForbiddenWords {
  private let set: Int
  /// What must stand in the same sentence or in one beside it.
  private let together: Int?
  /// What excuses it in the same sentence.
  private let unless: Int?

  init(_ set: Int, together: Int?, unless: Int?) {
    self.set = set
    self.together = together
    self.unless = unless
  }

  /// One hit for the subject or for each body: a rule about tone need not be told sentence by sentence.
  func hits(in examination: Examination, least: Int) -> [Hit] {
    let subject = examination.words.subject
    let field = examination.message?.fields(named: .subject).first
    let inSubject = counted(in: subject.hits)
    if let field, Self.different(inSubject, subject.text) >= least {
      let text = Hit.evidence(subject.text)
      return [Hit(message: "found", values: ["text": text], place: examination.place(of: field), evidence: text)]
    }
    return examination.words.bodies.compactMap { scanned in
      guard scanned.body.isOwn, scanned.body.format != .calendar else { return nil }
      let found = counted(in: scanned.text).filter { !scanned.body.text.isQuoted(at: $0.range.lowerBound) }
      guard let first = found.first, Self.different(found, scanned.body.text.utf8) >= least else { return nil }
      return Hit(found: first, in: scanned, examination)
    }
  }

  /// The forbidden phrases that count.
  /// - Complexity: O(n) in the hits.
  private func counted(in text: PhraseHits) -> [PhraseHits.Hit] {
    guard text.contains(set) else { return [] }
    let excused = Set(text.hits.lazy.filter { $0.set == unless }.map(\.sentence))
    let companions = Set(text.hits.lazy.filter { $0.set == together }.map(\.sentence))
    return text.hits.filter { hit in
      guard hit.set == set, !excused.contains(hit.sentence) else { return false }
      return together == nil || (hit.sentence - 1...hit.sentence + 1).contains { companions.contains($0) }
    }
  }

  private static func different(_ hits: [PhraseHits.Hit], _ text: [UInt8]) -> Int {
    Set(hits.map { Hit.evidence(text[$0.range]).lowercased() }).count
  }
}

extension Hit {
  /// A phrase that was found, shown by its sentence.
  init(found hit: PhraseHits.Hit, in scanned: ScannedBody, _ examination: Examination) {
    let text = scanned.sentence(of: hit)
    let range = scanned.body.text.source(of: scanned.text.sentence(hit.sentence))
    self.init(
      message: "found", values: ["text": text], place: examination.place(of: range, in: scanned.body), evidence: text)
  }
}
