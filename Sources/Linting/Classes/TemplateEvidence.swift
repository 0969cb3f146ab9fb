import MailContent
import MailSyntax
import Policy

/// Recognises the class of a template by its words. It is written to be sent to many: there one word is enough.
struct TemplateEvidence {
  private let words: ScannedReading
  private let sets: [String: Int]

  init(_ words: ScannedReading) {
    self.words = words
    sets = words.book.evidence
  }

  /// The class; nil where the words say nothing.
  /// - Parameter path: the template's path, whose words its author chose.
  func decision(path: String?) -> ClassDecision? {
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
    if let leave = first("leave") { return ClassDecision(mailClass: .newsletter, evidence: [leave]) }
    return ofPhrases()
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

  /// Phrases of advertising that it takes.
  private static let leastOffers = 2

  private func ofPhrases() -> ClassDecision? {
    if let request = first("consent-request") ?? first("asks") {
      return ClassDecision(mailClass: .consentRequest, evidence: [request])
    }
    for name in ["web-version", "leaving", "newsletter", "about"] {
      if let phrase = first(name) { return ClassDecision(mailClass: .newsletter, evidence: [phrase]) }
    }
    let offers = offers()
    return offers.count < Self.leastOffers
      ? nil : ClassDecision(mailClass: .newsletter, evidence: Array(offers.prefix(3)))
  }

  private func first(_ name: String) -> String? {
    guard let set = sets[name] else { return nil }
    for scanned in words.bodies {
      if let hit = scanned.text.first(set) { return OwnWords.quoted(scanned.body.text.utf8[hit.range]) }
    }
    return nil
  }

  /// Different phrases of advertising, in order; of those that overlap the one that ends first.
  private func offers() -> [String] {
    var found: [String] = []
    for scanned in words.bodies {
      var end = 0
      for hit in scanned.text.hits where hit.set == sets["advertising"] {
        let phrase = OwnWords.quoted(scanned.body.text.utf8[hit.range]).lowercased()
        guard hit.range.lowerBound >= end, !found.contains(phrase) else { continue }
        found.append(phrase)
        end = hit.range.upperBound
      }
    }
    return found
  }
}
