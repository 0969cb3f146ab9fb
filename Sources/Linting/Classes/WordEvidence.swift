import MailContent
import Policy

/// Recognises the class of a mail by its words: what it asks for, what it offers, how one leaves it.
struct WordEvidence {
  private let words: ScannedReading
  private let consent: Int?
  private let newsletter: Int?
  private let advertising: Int?
  private let leave: Int?
  private let path: Int?
  private let tag: Int?

  init(_ words: ScannedReading) {
    self.words = words
    let evidence = words.scan.book.evidence
    consent = evidence["consent-request"]
    newsletter = evidence["newsletter"]
    advertising = evidence["advertising"]
    leave = evidence["leave"]
    path = evidence["path"]
    tag = evidence["tag"]
  }

  /// The class of a message; nil where its words say nothing. What an earlier mail says, quoted or passed on, does not
  /// count.
  var ofMessage: ClassDecision? { decide(words.bodies.filter(\.body.isOwn), isMessage: true) }

  /// The class of a template; nil where its words say nothing.
  /// - Parameter path: the template's path, whose words its author chose.
  func ofTemplate(path: String?) -> ClassDecision? {
    if let path, let hit = words.scan.hits(in: path, style: .identifier).first(self.path) {
      let word = Hit.evidence(Array(path.utf8)[hit.range])
      return ClassDecision(mailClass: .newsletter, evidence: ["path: \(word)"])
    }
    for scanned in words.bodies {
      for expression in scanned.body.expressions {
        let isTag = expression.words.contains { words.scan.hits(in: $0, style: .identifier).contains(tag) }
        if isTag {
          return ClassDecision(mailClass: .newsletter, evidence: [Hit.evidence(scanned.body.octets[expression.range])])
        }
      }
    }
    for scanned in words.bodies {
      guard let hit = scanned.text.first(leave) else { continue }
      return ClassDecision(mailClass: .newsletter, evidence: [quoted(scanned.body.text.utf8[hit.range])])
    }
    return decide(words.bodies, isMessage: false)
  }

  /// A template whose layout is called after a newsletter is one. What the layout says is no evidence: one layout
  /// serves mail of all classes.
  func ofLayouts(_ surroundings: Surroundings) -> ClassDecision? {
    for companion in surroundings.companions where companion.relation == .layout && !companion.isConditional {
      guard let hit = words.scan.hits(in: companion.path, style: .identifier).first(path) else { continue }
      let word = Hit.evidence(Array(companion.path.utf8)[hit.range])
      return ClassDecision(mailClass: .newsletter, evidence: ["layout: \(companion.path) (\(word))"])
    }
    return nil
  }

  /// A phrase that names a newsletter or asks for consent is enough; of advertising it takes two different ones.
  private func decide(_ bodies: [ScannedBody], isMessage: Bool) -> ClassDecision? {
    var offers: Set<String> = []
    let own = bodies.map { scanned in
      (scanned.body.text.utf8, isMessage ? scanned.text.hits.filter { !scanned.isEarlier($0) } : scanned.text.hits)
    }
    for (text, hits) in [(words.subject.text, words.subject.hits.hits)] + own {
      for set in [consent, newsletter] {
        guard let hit = hits.first(where: { $0.set == set }) else { continue }
        let mailClass = set == consent ? MailClass.consentRequest : .newsletter
        return ClassDecision(mailClass: mailClass, evidence: [quoted(text[hit.range])])
      }
      for hit in hits where hit.set == advertising { offers.insert(Hit.evidence(text[hit.range]).lowercased()) }
    }
    for scanned in bodies {
      let link = scanned.links.first { link in
        !(isMessage ? scanned.isEarlier(link.link) : link.link.isQuoted) && link.text.contains(leave)
      }
      if let link { return ClassDecision(mailClass: .newsletter, evidence: [quoted(link.link.text.utf8)]) }
    }
    guard offers.count > 1 else { return nil }
    return ClassDecision(mailClass: .newsletter, evidence: offers.sorted().prefix(3).map { "“\($0)”" })
  }

  private func quoted(_ octets: some Collection<UInt8>) -> String { "“\(Hit.evidence(octets))”" }
}
