import MailContent
import MailSyntax
import Policy

/// Where a body speaks of unsubscribing, so that a link that only says "here" is understood.
final class UnsubscribeContext {
  /// How far an address may stand behind the words that introduce it: "Newsletter abbestellen:" and a line end.
  private static let reach = 80

  /// Sentences with such words, each with the one after it: "No longer interested? Click here."
  private lazy var sentences: SortedRanges = {
    var sentences: [OctetRange] = []
    var last = -1
    for hit in hits where hit.sentence != last {
      last = hit.sentence
      let next = min(hit.sentence + 1, scanned.text.sentences - 1)
      let range = scanned.text.sentence(hit.sentence).lowerBound..<scanned.text.sentence(next).upperBound
      if !range.isEmpty { sentences.append(text.source(of: range)) }
    }
    return SortedRanges(sentences)
  }()
  /// The words and what follows them closely, to the end of the next line.
  private lazy var near = SortedRanges(hits.map { text.source(of: Self.reach(from: $0.range, in: text.utf8)) })
  /// The words.
  private lazy var hits = scanned.text.hits.filter {
    sets.contains($0.set) && !text.isQuoted(at: $0.range.lowerBound)
  }
  private let scanned: ScannedBody
  private let sets: [Int?]
  private var text: VisibleText { scanned.body.text }

  /// - Parameter sets: the phrase sets that speak of unsubscribing.
  init(_ scanned: ScannedBody, sets: [Int?]) {
    self.scanned = scanned
    self.sets = sets
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
