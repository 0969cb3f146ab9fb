import MailContent
import Testing

@testable import Linting

@Suite struct TextSketchTests {
  private func sketch(_ text: String, key: UInt64 = 7) -> TextSketch {
    TextSketch(of: Reading(template: Array(text.utf8), format: .plain), key: key)
  }
  private func letter(_ name: String, _ firm: String) -> String {
    """
    Guten Tag \(name), ich habe gesehen, dass \(firm) gerade wächst. Wir helfen Firmen wie Ihrer, schneller passende Leute
    zu finden, und würden Ihnen das gern in einem kurzen Gespräch zeigen. Passt es Ihnen am Dienstag oder Donnerstag um zehn
    Uhr? Ich freue mich auf Ihre Antwort.
    """
  }

  @Test func namesMakeNoOtherLetter() {
    #expect(sketch(letter("Frau Muster", "Bau Nord")).resembles(sketch(letter("Herr Dr. Beispiel", "Müller & Söhne"))))
  }

  @Test func otherLettersAreOthers() {
    let other = "Sehr geehrte Frau Muster, vielen Dank für Ihren Vortrag gestern, besonders den Teil über Brückenlager. Eine Frage dazu."
    #expect(!sketch(letter("Frau Muster", "Bau Nord")).resembles(sketch(other)))
    #expect(!sketch("").resembles(sketch("")))
  }

  @Test func survivesBeingWritten() {
    let one = sketch(letter("Frau Muster", "Bau Nord"))
    #expect(TextSketch(text: one.text) == one)
  }

  @Test func tellsNothingWithoutTheKey() {
    #expect(!sketch(letter("a", "b"), key: 1).resembles(sketch(letter("a", "b"), key: 2)))
  }

  /// Long texts are sketched by as many numbers as short ones.
  @Test func staysSmall() {
    let long = (0..<50_000).map { "wort\($0)" }.joined(separator: " ")
    #expect(sketch(long).text.split(separator: " ").count == 64)
  }
}
