import MailContent
import MailSyntax
import Policy

/// Recognises the class of a mail by its words: what it asks for, what it offers, how one leaves it.
///
/// People write about newsletters, offers and consent too, so one such word is no evidence in a message; and what is
/// quoted, or said in an answer, is none at all. A template is written to be sent to many: there one word is enough.
struct WordEvidence {
  private let words: ScannedReading
  private let sets: [String: Int]

  init(_ words: ScannedReading) {
    self.words = words
    sets = words.book.evidence
  }

  private func quoted(_ octets: some Collection<UInt8>) -> String { "“\(Hit.evidence(octets))”" }
}

// MARK: Messages

extension WordEvidence {
  /// Phrases of advertising that it takes.
  private static let leastOffers = 2

  /// The class of a message; nil where its words say nothing.
  func ofMessage(_ message: Message) -> ClassDecision? {
    let bodies = words.bodies.filter(\.body.isOwn)
    let texts =
      [Text(words.subject.text, words.subject.hits.hits)] + bodies.map { Text($0, isMessage: true) }
    if isConversation(message, texts) { return nil }
    if let request = request(in: texts) { return ClassDecision(mailClass: .consentRequest, evidence: [request]) }
    if let business = first("transactional", in: texts) {
      return ClassDecision(mailClass: .transactional, evidence: [business])
    }
    if let end = leavingLink(in: bodies) ?? first("newsletter", in: texts) ?? first("about", in: [texts[0]]) {
      return ClassDecision(mailClass: .newsletter, evidence: [end])
    }
    if let approach = first("approach", in: texts), let proposal = first("proposal", in: texts) {
      return ClassDecision(mailClass: .firstContact, evidence: [approach, proposal])
    }
    let offers = offers(in: texts)
    return offers.count < Self.leastOffers
      ? nil : ClassDecision(mailClass: .newsletter, evidence: Array(offers.prefix(3)))
  }

  /// A text with the phrases in it that its author wrote.
  private struct Text {
    let octets: [UInt8]
    let hits: [PhraseHits.Hit]

    init(_ octets: [UInt8], _ hits: [PhraseHits.Hit]) { (self.octets, self.hits) = (octets, hits) }

    /// - Parameter isMessage: whether what an earlier mail says, quoted or passed on, is left out.
    init(_ scanned: ScannedBody, isMessage: Bool) {
      octets = scanned.body.text.utf8
      hits = isMessage ? scanned.text.hits.filter { !scanned.isEarlier($0) } : scanned.text.hits
    }
  }

  private func first(_ name: String, in texts: [Text]) -> String? {
    guard let set = sets[name] else { return nil }
    for text in texts {
      if let hit = text.hits.first(where: { $0.set == set }) { return quoted(text.octets[hit.range]) }
    }
    return nil
  }

  /// Whether it answers, passes on, or goes on with what both know of.
  private func isConversation(_ message: Message, _ texts: [Text]) -> Bool {
    Conversation.refersToAnother(message) || SubjectPrefix(String(decoding: words.subject.text, as: UTF8.self)) != nil
      || first("agreed", in: texts) != nil
  }

  /// A request to agree to mail: in so many words; for consent where the sentence speaks of mail; to confirm an address
  /// where the mail speaks of a newsletter.
  private func request(in texts: [Text]) -> String? {
    if let plain = first("consent-request", in: texts) { return plain }
    for text in texts {
      let mailing = Set(text.hits.filter { $0.set == sets["mailing"] }.map(\.sentence))
      if let hit = text.hits.first(where: { $0.set == sets["asks"] && mailing.contains($0.sentence) }) {
        return quoted(text.octets[hit.range])
      }
    }
    let isAboutMail = ["mailing", "newsletter", "about"].contains { first($0, in: texts) != nil }
    return isAboutMail ? first("confirm", in: texts) : nil
  }

  private func leavingLink(in bodies: [ScannedBody]) -> String? {
    for scanned in bodies {
      for link in scanned.links where !scanned.isEarlier(link.link) {
        if link.text.contains(sets["leave"]) { return quoted(link.link.text.utf8) }
        if link.target.contains(sets["tag"]) { return quoted(link.link.target.utf8) }
      }
    }
    return nil
  }

  /// Different phrases of advertising, in order; of those that overlap the one that ends first. That a newsletter is
  /// spoken of counts as one.
  private func offers(in texts: [Text]) -> [String] {
    var found = first("about", in: texts).map { [$0] } ?? []
    for text in texts {
      var end = 0
      for hit in text.hits where hit.set == sets["advertising"] {
        let phrase = quoted(text.octets[hit.range]).lowercased()
        guard hit.range.lowerBound >= end, !found.contains(phrase) else { continue }
        found.append(phrase)
        end = hit.range.upperBound
      }
    }
    return found
  }
}

// MARK: Templates

extension WordEvidence {
  /// The class of a template; nil where its words say nothing.
  /// - Parameter path: the template's path, whose words its author chose.
  func ofTemplate(path: String?) -> ClassDecision? {
    if let path, let hit = words.scan.hits(in: path, style: .identifier).first(sets["path"]) {
      let word = Hit.evidence(Array(path.utf8)[hit.range])
      return ClassDecision(mailClass: .newsletter, evidence: ["path: \(word)"])
    }
    for scanned in words.bodies {
      for expression in scanned.body.expressions {
        let isTag = expression.words.contains { words.scan.hits(in: $0, style: .identifier).contains(sets["tag"]) }
        if isTag {
          return ClassDecision(mailClass: .newsletter, evidence: [Hit.evidence(scanned.body.octets[expression.range])])
        }
      }
    }
    for scanned in words.bodies {
      guard let hit = scanned.text.first(sets["leave"]) else { continue }
      return ClassDecision(mailClass: .newsletter, evidence: [quoted(scanned.body.text.utf8[hit.range])])
    }
    return decideTemplate()
  }

  /// A template whose layout is called after a newsletter is one. What the layout says is no evidence: one layout
  /// serves mail of all classes.
  func ofLayouts(_ surroundings: Surroundings) -> ClassDecision? {
    for companion in surroundings.companions where companion.relation == .layout && !companion.isConditional {
      guard let hit = words.scan.hits(in: companion.path, style: .identifier).first(sets["path"]) else { continue }
      let word = Hit.evidence(Array(companion.path.utf8)[hit.range])
      return ClassDecision(mailClass: .newsletter, evidence: ["layout: \(companion.path) (\(word))"])
    }
    return nil
  }

  private func decideTemplate() -> ClassDecision? {
    let texts = words.bodies.map { Text($0, isMessage: false) }
    if let request = first("consent-request", in: texts) ?? first("asks", in: texts) {
      return ClassDecision(mailClass: .consentRequest, evidence: [request])
    }
    if let name = first("newsletter", in: texts) ?? first("about", in: texts) {
      return ClassDecision(mailClass: .newsletter, evidence: [name])
    }
    let offers = offers(in: texts)
    return offers.count < Self.leastOffers
      ? nil : ClassDecision(mailClass: .newsletter, evidence: Array(offers.prefix(3)))
  }
}
