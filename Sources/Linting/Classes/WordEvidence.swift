import MailContent
import MailSyntax
import Policy

/// Recognises the class of a mail by its words: what it asks for, what it offers, how one leaves it.
enum WordEvidence {
  private static let matcher = PhraseMatcher(RulePacks.classEvidence.phrases)
  private static let consent = matcher.set(named: "consent-request")
  private static let newsletter = matcher.set(named: "newsletter")
  private static let advertising = matcher.set(named: "advertising")
  private static let leave = matcher.set(named: "leave")
  private static let path = matcher.set(named: "path")
  private static let tag = matcher.set(named: "tag")

  static func decide(_ message: Message, _ reading: Reading, _ context: Context) -> ClassDecision? {
    let subject = message.fields(named: .subject).first.map { Array(message.unstructured($0).utf8) } ?? []
    return decide(subject: subject, bodies: reading.bodies.filter(\.isOwn))
  }

  /// - Parameter path: the template's path, whose words its author chose.
  static func decide(template reading: Reading, path: String?) -> ClassDecision? {
    if let path, let hit = matcher.hits(in: path, style: .identifier).first(Self.path) {
      let word = Hit.evidence(Array(path.utf8)[hit.range])
      return ClassDecision(mailClass: .newsletter, evidence: ["path: \(word)"])
    }
    for body in reading.bodies {
      for expression in body.expressions {
        let found = expression.words.contains { matcher.hits(in: $0, style: .identifier).contains(tag) }
        if found {
          return ClassDecision(mailClass: .newsletter, evidence: [Hit.evidence(body.octets[expression.range])])
        }
      }
    }
    for body in reading.bodies {
      guard let hit = matcher.hits(in: body.text.utf8).first(leave) else { continue }
      return ClassDecision(mailClass: .newsletter, evidence: ["“\(Hit.evidence(body.text.utf8[hit.range]))”"])
    }
    return decide(subject: [], bodies: reading.bodies)
  }

  /// A phrase that names a newsletter or asks for consent is enough; of advertising it takes two different ones.
  private static func decide(subject: [UInt8], bodies: [Body]) -> ClassDecision? {
    var offers: Set<String> = []
    for text in [subject] + bodies.map(\.text.utf8) {
      let found = matcher.hits(in: text)
      for set in [consent, newsletter] {
        guard let hit = found.first(set) else { continue }
        let mailClass = set == consent ? MailClass.consentRequest : .newsletter
        return ClassDecision(mailClass: mailClass, evidence: ["“\(Hit.evidence(text[hit.range]))”"])
      }
      for hit in found.hits where hit.set == advertising { offers.insert(Hit.evidence(text[hit.range]).lowercased()) }
    }
    for link in bodies.flatMap(\.links) where !link.isQuoted && matcher.hits(in: link.text).contains(leave) {
      return ClassDecision(mailClass: .newsletter, evidence: ["“\(Hit.evidence(link.text.utf8))”"])
    }
    guard offers.count > 1 else { return nil }
    return ClassDecision(mailClass: .newsletter, evidence: offers.sorted().prefix(3).map { "“\($0)”" })
  }
}
