import Policy
import Testing

@testable import Linting

@Suite struct WordMemoTests {
  /// Words at whose spelling something turns, and what separates them.
  private static let words = [
    "Abmeldung", "ABMELDUNG", "l'adresse", "l’adresse", "e-mail", "E-Mail", "e", "don't", "Grüße", "Gru\u{308}\u{DF}e",
    "Ge\u{AD}schäfts\u{200B}bedingungen", "Datenschutzgrundverordnung", "20 %", "20%", "z. B.", "Preis–Leistung",
    "•Punkt",
    "Übermäßigkeitsprüfungen", "ａｂｍｅｌｄｕｎｇ", "abmeldungSeite", "meineAbmeldung", "ABMeldung", "12345678",
    "123456789012345678901234", "Co.",
  ]
  private static let separators = [" ", ". ", ", ", "-", "'", "\n\n", " | ", "\u{A0}", ") ", "! ", "/"]
  private static let matcher = PhraseMatcher([
    "word": [
      "xx": ["abmeldung", "adresse", "e-mail", "dont", "gruesse", "geschaeftsbedingungen", "percent", "123456*"]
    ],
    "phrase": ["xx": ["abmeldung … adresse", "grüße e-mail", "z b", "e (mail|gruesse)", "co … percent"]],
  ])

  /// Each word stands before and behind every other, with every separator.
  @Test(arguments: separators) func knowsWordsAsTheyWere(_ separator: String) {
    var text = "Sie lesen dies: "
    for one in Self.words {
      for other in Self.words { text += one + separator + other + " " }
    }
    let octets = Array(text.utf8)
    var (plain, remembering) = (Self.matcher.makeStates(), Self.matcher.makeStates(remembersWords: true))
    // The second time all are known; what is one word of prose may be several of an identifier.
    for style in [WordScanner.Style.prose, .identifier, .prose, .identifier] {
      let expected = Self.matcher.hits(in: octets.span, style: style, using: &plain)
      #expect(expected.hits.count > 100)
      let found = Self.matcher.hits(in: octets.span, style: style, using: &remembering)
      #expect(found.hits == expected.hits)
      #expect(found.words == expected.words)
      #expect(found.sentences == expected.sentences)
    }
  }

  /// Where a text ends, no more is read of it.
  @Test func readsNoFurtherThanTheText() {
    let octets = Array("Abmeldung Abmeldung Abmeldung Abmeldung Abmeldung Abmeldungen".utf8)
    for end in octets.indices {
      var (plain, remembering) = (Self.matcher.makeStates(), Self.matcher.makeStates(remembersWords: true))
      let expected = Self.matcher.hits(in: octets.span, range: 0..<end, using: &plain)
      #expect(Self.matcher.hits(in: octets.span, range: 0..<end, using: &remembering).hits == expected.hits)
    }
  }
}
