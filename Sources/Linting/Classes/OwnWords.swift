import MailContent
import MailSyntax
import Policy

/// What a message's author wrote, with the phrases of the class evidence in it: the subject and the bodies, without
/// what an earlier mail says, quoted or passed on.
struct OwnWords {
  /// Where to look.
  enum Place { case subject, bodies, anywhere }

  let message: Message
  /// The bodies that are shown as part of the message.
  let bodies: [ScannedBody]
  /// Whether nobody outside of the organisation gets it. Mail without a recipient is for anybody.
  let isInternal: Bool
  private let words: ScannedReading
  private let subject: [PhraseHits.Hit]
  private let hits: [[PhraseHits.Hit]]

  init(_ message: Message, _ words: ScannedReading, _ context: Context) {
    self.message = message
    self.words = words
    bodies = words.bodies.filter(\.body.isOwn)
    subject = words.subject.hits.hits
    hits = bodies.map { scanned in scanned.text.hits.filter { !scanned.isEarlier($0) } }
    let outsiders = Outsiders(
      message, internalDomains: InternalDomains(context.settings.organisation.domains), context: context)
    isInternal = !words.recipients.isEmpty && !words.recipients.contains(where: outsiders.contain)
  }

  /// The number of a phrase set; nil where the pack has none of that name.
  func set(_ name: String) -> Int? { words.book.evidence[name] }

  /// The phrase sets of a rule, for signs that a rule knows too.
  func sets(of rule: RuleID) -> [String: Int] { words.book.sets[rule] ?? [:] }

  // MARK: Phrases

  /// The first phrase of a set, as evidence.
  func first(_ name: String, in place: Place = .anywhere) -> String? { different(name, in: place, most: 1).first }

  /// Different phrases of a set, in order; of those that overlap the one that ends first.
  func different(_ name: String, in place: Place = .anywhere, most: Int) -> [String] {
    guard let set = set(name) else { return [] }
    var found: [String] = []
    for (octets, hits) in texts(place) {
      var end = 0
      for hit in hits where hit.set == set && hit.range.lowerBound >= end {
        if found.count == most { return found }
        let phrase = Self.quoted(octets[hit.range]).lowercased()
        guard !found.contains(phrase) else { continue }
        found.append(phrase)
        end = hit.range.upperBound
      }
    }
    return found
  }

  /// The first phrase of a set in a sentence that has one of another set too.
  func first(_ name: String, besides other: String) -> String? { first(name, sentencesBehind: 0...0, other) }

  /// The first phrase of a set in a sentence that has one of another set too, or in the one after.
  func first(_ name: String, behind other: String) -> String? { first(name, sentencesBehind: 0...1, other) }

  private func first(_ name: String, sentencesBehind distances: ClosedRange<Int>, _ other: String) -> String? {
    guard let set = set(name), let other = self.set(other) else { return nil }
    for (octets, hits) in texts(.anywhere) {
      let sentences = Set(hits.lazy.filter { $0.set == other }.flatMap { hit in distances.map { hit.sentence + $0 } })
      if let hit = hits.first(where: { $0.set == set && sentences.contains($0.sentence) }) {
        return Self.quoted(octets[hit.range])
      }
    }
    return nil
  }

  /// The first phrase of a set in a sentence that has one of another set too, where that or the one before it has one
  /// of a third: "We print a letter every month. May we send it to you?"
  func first(_ name: String, besides other: String, about third: String) -> String? {
    guard let set = set(name), let other = self.set(other), let third = self.set(third) else { return nil }
    for (octets, hits) in texts(.anywhere) {
      let others = Set(hits.lazy.filter { $0.set == other }.map(\.sentence))
      if others.isEmpty { continue }
      let thirds = Set(hits.lazy.filter { $0.set == third }.flatMap { [$0.sentence, $0.sentence + 1] })
      let hit = hits.first { $0.set == set && others.contains($0.sentence) && thirds.contains($0.sentence) }
      if let hit { return Self.quoted(octets[hit.range]) }
    }
    return nil
  }

  /// The first phrase of a set in a sentence that has none of another set, nor the one before it.
  func first(_ name: String, notBehind other: String) -> String? {
    guard let set = set(name), let other = self.set(other) else { return nil }
    for (octets, hits) in texts(.anywhere) {
      let others = Set(hits.lazy.filter { $0.set == other }.flatMap { [$0.sentence, $0.sentence + 1] })
      if let hit = hits.first(where: { $0.set == set && !others.contains($0.sentence) }) {
        return Self.quoted(octets[hit.range])
      }
    }
    return nil
  }

  /// The first phrase of a set in a question.
  func asked(_ name: String) -> String? {
    guard let set = set(name) else { return nil }
    let subject = words.subject
    let isAsked = { (hit: PhraseHits.Hit) in hit.set == set && subject.hits.isQuestion(hit.sentence, in: subject.text) }
    if let hit = self.subject.first(where: isAsked) { return Self.quoted(subject.text[hit.range]) }
    for (scanned, hits) in zip(bodies, hits) {
      let text = scanned.body.text.utf8
      if let hit = hits.first(where: { $0.set == set && scanned.text.isQuestion($0.sentence, in: text) }) {
        return Self.quoted(text[hit.range])
      }
    }
    return nil
  }

  /// The first link whose address has a phrase of a set.
  func target(_ name: String) -> String? {
    for scanned in bodies {
      for link in scanned.links where !scanned.isEarlier(link.link) && link.target.contains(set(name)) {
        return Self.quoted(link.link.target.utf8)
      }
    }
    return nil
  }

  /// The second of two links that answer one question.
  var answerLink: String? {
    bodies.lazy.compactMap(AnswerLinks.pair).first.map { Self.quoted($0.target.utf8) }
  }

  /// How many words the longest body has.
  var count: Int { bodies.map(\.text.words).max() ?? 0 }

  /// The places of a set's phrases in the text of one of `bodies`.
  func ranges(_ name: String, inBody index: Int) -> [Range<Int>] {
    guard let set = set(name) else { return [] }
    return hits[index].filter { $0.set == set }.map(\.range)
  }

  private func texts(_ place: Place) -> [([UInt8], [PhraseHits.Hit])] {
    let inSubject = [(words.subject.text, subject)]
    let inBodies = zip(bodies, hits).map { ($0.body.text.utf8, $1) }
    return switch place {
    case .subject: inSubject
    case .bodies: inBodies
    case .anywhere: inSubject + inBodies
    }
  }

  static func quoted(_ octets: some Collection<UInt8>) -> String { "“\(Hit.evidence(octets))”" }

  /// Whether a body holds a link to follow.
  var hasLink: Bool { bodies.contains { scanned in scanned.links.contains { !scanned.isEarlier($0.link) } } }

  /// Whether the first line greets, and names nobody: "Hello,", "Dear Sir or Madam".
  var greetsNobody: Bool {
    if first("anybody", in: .bodies) != nil { return true }
    return bodies.indices.contains { index in
      let text = bodies[index].body.text.utf8
      let greeting = ranges("bare-greeting", inBody: index).first { range in
        text[..<range.lowerBound].allSatisfy { $0 <= 0x20 }
      }
      guard let greeting else { return false }
      // Signs and digits may follow, letters are a name.
      return !text[greeting.upperBound...].prefix { $0 != 0x0A }.contains { $0 > 0x40 }
    }
  }

  /// A template tag that nobody filled in, in what greets the reader or in the name of a recipient; nil where there is
  /// none. People who write of templates mention tags elsewhere.
  func unfilledGreeting() -> String? {
    let names = [FieldName.to, .cc].flatMap { message.fields(named: $0) }.flatMap { message.mailboxes(in: $0) }
      .compactMap { $0.displayName.map { Array($0.utf8) } }
    let greetings = bodies.compactMap { Self.firstLine(of: $0.body.text.utf8) }
    for text in names + greetings where UnrenderedTags.mayHold(text) {
      if let tag = UnrenderedTags.builtIn.find(in: text, isLenient: true).first { return Hit.evidence(text[tag]) }
    }
    return nil
  }

  /// The first line that says anything, if it is as short as a greeting.
  private static func firstLine(of text: [UInt8]) -> [UInt8]? {
    let line = text.prefix(maximumSearched).split(separator: 0x0A).first { line in line.contains { $0 > 0x20 } }
    return line.flatMap { $0.count <= maximumGreeting ? Array($0) : nil }
  }

  /// In octets: what a greeting has, tag included, and how far it is looked for.
  private static let maximumGreeting = 80
  private static let maximumSearched = 400

  // MARK: Who writes

  private var authors: [AddrSpec] {
    message.fields(named: .from).flatMap { message.mailboxes(in: $0) }.map(\.address)
  }

  /// Whether a private person may be writing: from an address that anybody can have.
  var isFromConsumer: Bool {
    authors.contains { RulePacks.mailboxes.consumerDomains.contains($0.asciiDomain) }
  }

  /// Whether all recipients have mailboxes that anybody can have.
  var isToConsumers: Bool {
    !words.recipients.isEmpty
      && words.recipients.allSatisfy { RulePacks.mailboxes.consumerDomains.contains($0.asciiDomain) }
  }

  /// The local-part of the author's address where it is called so, such as "rechnung@".
  func mailbox(_ name: String) -> String? {
    guard let set = set(name) else { return nil }
    return authors.lazy.map(\.localPart).first { localPart in
      words.scan.hits(in: localPart, style: .identifier).contains(set)
    }.map { "\($0)@" }
  }

  /// The recipient's local-part where all write to a function and to no person, such as "info@".
  func role() -> String? {
    guard let first = words.recipients.first, words.recipients.allSatisfy(OpenListCheck.isRole) else { return nil }
    return "\(first.localPart)@"
  }
}
