import Policy
import Testing

@testable import Linting

@Suite struct PhraseMatcherTests {
  private func matches(_ phrase: String, _ text: String) -> Bool {
    let matcher = PhraseMatcher(["set": ["en": [phrase]]])
    return matcher.hits(in: text).contains(matcher.set(named: "set"))
  }

  @Test(arguments: [
    ("unsubscribe", "Click to UNSUBSCRIBE now"), ("abmeld*", "Zur Abmeldeseite"),
    ("abmelden", "ab\u{AD}mel\u{200B}den"),
    ("kündigen", "KUENDIGEN"), ("kuendigen", "ku\u{308}ndigen"), ("e-mail", "Email"), ("email", "E\u{2D}Mail"),
    ("opt out", "opt-out"), ("you (are|were) here", "you were here"), ("you [are] here", "you here"),
    ("you [are] here", "you are here"), ("you … because", "you get this from Example Inc. because of it"),
    ("a (b c|d) e", "a b c e"), ("a (b c|d) e", "a d e"), ("youre", "you’re"), ("don't", "Don't"), ("ｕnsub", "unsub"),
    ("because", "(because)"), ("a b", "a\nb"), ("straße", "STRASSE"), ("désabonner", "desabonner"),
    ("z b c", "z. B. c"),
  ])
  func finds(_ phrase: String, in text: String) {
    #expect(matches(phrase, text))
  }

  @Test(arguments: [
    ("abmelden", "abmeldend"), ("abmeld*", "umabmelden"), ("you … because", "You win. Because we say so"),
    ("you … because", "you 1 2 3 4 5 6 7 8 9 because"), ("a b", "a c b"),
    ("a b", "item a\n\nb"), ("you [are] here", "you were here"), ("a b", "a | b"), ("sub", "unsubscribe"),
  ])
  func doesNotFind(_ phrase: String, in text: String) {
    #expect(!matches(phrase, text))
  }

  @Test func placesHitsInTheText() throws {
    let matcher = PhraseMatcher(["set": ["de": ["weil … angemeldet"]]])
    let text = "Grüße! Sie lesen dies, weil Sie sich\nangemeldet haben."
    let hit = try #require(matcher.hits(in: text).hits.first)
    #expect(String(decoding: Array(text.utf8)[hit.range], as: UTF8.self) == "weil Sie sich\nangemeldet")
    #expect(hit.sentence == 1)
    #expect(matcher.hits(in: text).sentences == 2)
  }

  @Test func splitsIdentifiers() {
    let matcher = PhraseMatcher(["target": ["en": ["unsubscribe", "opt out"]]])
    for text in ["unsubscribeUrl", "list_unsubscribe", "/Unsubscribe?t=1", "a%20unsubscribe", "OptOut", "opt-out"] {
      #expect(!matcher.hits(in: text, style: .identifier).hits.isEmpty, "\(text)")
    }
  }

  /// Many phrases that begin and bridge at every word: the work per word stays bounded.
  @Test func statesStayBounded() {
    let matcher = PhraseMatcher(["set": ["en": ["a … b", "a a … b", "a … c … b", "[a] a … b"]]])
    let text = String(repeating: "a ", count: 20_000) + "b"
    #expect(matcher.hits(in: text).hits.count < 10)
  }

  @Test(arguments: ["", "…", "a …", "… a", "[a]", "a (b", "a (b [c])", "()", "a (|b)", "-", "[a] …  b"])
  func refusesMalformed(_ phrase: String) {
    #expect(throws: Phrase.Malformed.self) { try Phrase(phrase) }
  }
}
