/// The tables that recognise phrases: words, and what is made of them.
package final class PhraseTables: Sendable {
  let words: WordTable
  let phrases: PhraseTable

  init(_ words: WordTable, _ phrases: PhraseTable) { (self.words, self.phrases) = (words, phrases) }

  /// Tables that were compiled before.
  /// - Parameter text: of `text`.
  /// - Complexity: O(1): they are read where they lie.
  package init(text: StaticString) {
    var reader = NumberTableReader(text)
    words = WordTable(reading: &reader)
    phrases = PhraseTable(reading: &reader)
  }

  /// The tables as an ASCII text that a source file can hold.
  package var text: String {
    String(decoding: (words.tables + phrases.tables).flatMap(\.text), as: UTF8.self)
  }
}
