import MailContent
import MailSyntax
import Policy

/// Where a body speaks of unsubscribing, so that a link that only says "here" is understood.
struct UnsubscribeContext {
  /// How far an address may stand behind the words that introduce it: "Newsletter abbestellen:" and a line end.
  private static let reach = 80

  /// Sentences with such words, each with the one after it: "No longer interested? Click here."
  private let sentences: SortedRanges
  /// The words and what follows them closely, to the end of the next line.
  private let near: SortedRanges

  /// - Parameter sets: the phrase sets that speak of unsubscribing.
  init(_ text: PhraseHits, sets: [Int?], in body: Body) {
    var sentences: [OctetRange] = []
    var near: [OctetRange] = []
    var last = -1
    for hit in text.hits where sets.contains(hit.set) && !body.text.isQuoted(at: hit.range.lowerBound) {
      near.append(body.text.source(of: Self.reach(from: hit.range, in: body.text.utf8)))
      guard hit.sentence != last else { continue }
      last = hit.sentence
      let next = min(hit.sentence + 1, text.sentences - 1)
      let range = text.sentence(hit.sentence).lowerBound..<text.sentence(next).upperBound
      if !range.isEmpty { sentences.append(body.text.source(of: range)) }
    }
    self.sentences = SortedRanges(sentences)
    self.near = SortedRanges(near)
  }

  /// Whether a link or expression begins in such a sentence or in the one after.
  func isInSentence(_ range: OctetRange) -> Bool { sentences.contains(range.lowerBound) }

  /// Whether it follows the words closely.
  func isNear(_ range: OctetRange) -> Bool { near.contains(range.lowerBound) }

  private static func reach(from hit: Range<Int>, in text: [UInt8]) -> Range<Int> {
    var end = hit.upperBound
    var lineEnds = 0
    while end < text.count, end - hit.upperBound < reach {
      if text[end] == 0x0A { lineEnds += 1 }
      if lineEnds == 3 { break }
      end += 1
    }
    return hit.lowerBound..<end
  }
}
