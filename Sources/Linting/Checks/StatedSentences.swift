import MailContent
import MailSyntax
import Policy

/// Which sentences of a body state something: they are not asked, and not under a condition. Each is looked at once
/// where they are asked for in order.
struct StatedSentences {
  private let text: [UInt8]
  private let hits: PhraseHits
  /// Those that begin with "if" or "have you" and give no reason all the same.
  private let doubtful: Set<Int>
  private var last = (sentence: -1, isStated: false)

  /// - Parameters:
  ///   - whether: the phrases that begin what is asked, or true under a condition.
  ///   - despite: those that give a reason even so: "because", "ignore this mail".
  init(_ scanned: ScannedBody, whether: Int?, despite: [Int]) {
    text = scanned.body.text.utf8
    hits = scanned.text
    guard let whether, hits.sets.mayContain(whether) else {
      doubtful = []
      return
    }
    let sure = Set(hits.hits.lazy.filter { despite.contains($0.set) }.map(\.sentence))
    let fronts = hits.hits.lazy.filter { [hits, text] in $0.set == whether && hits.isAtFront($0, in: text) }
    doubtful = Set(fronts.map(\.sentence)).subtracting(sure)
  }

  mutating func contain(_ hit: PhraseHits.Hit) -> Bool {
    if last.sentence != hit.sentence {
      last = (hit.sentence, !doubtful.contains(hit.sentence) && !hits.isQuestion(hit.sentence, in: text))
    }
    return last.isStated
  }
}
