import MailContent
import MailSyntax
import Policy

/// Links that do not say themselves what they lead to, where the sentence around them does: "You find our privacy
/// notice here", "Privacy notice: https://shop.example/p".
struct IntroducedLinks {
  /// The sentences, in `Body.octets`.
  private let sentences: SortedRanges
  /// "here", "this page".
  private let here: Int?

  /// - Parameters:
  ///   - set: the phrases that say what is looked for.
  ///   - here: those of links that say nothing; without them an address alone is introduced by its sentence.
  /// - Complexity: O(n) in the hits.
  init(in scanned: ScannedBody, saying set: Int, here: Int?) {
    self.here = here
    let text = scanned.body.text
    sentences = SortedRanges(
      scanned.text.hits.lazy.filter { $0.set == set && !text.isQuoted(at: $0.range.lowerBound) }.map { hit in
        let sentence = scanned.text.sentence(hit.sentence)
        if let end = Self.fullStop(in: text.utf8, hit.range.upperBound..<sentence.upperBound) {
          return text.source(of: sentence.lowerBound..<end)
        }
        let range = text.source(of: sentence)
        // A sentence reaches to the start of the next one; in plain text a heading introduces the address below it.
        return scanned.body.format == .plain ? range.lowerBound..<range.upperBound + 1 : range
      })
  }

  /// Whether such a sentence speaks of this link.
  func contain(_ scanned: ScannedLink) -> Bool {
    let link = scanned.link
    guard link.isVisible, !link.isQuoted, !link.target.hasPrefix("mailto:") else { return false }
    // A sentence may begin or end with the link's text, which stands between its tags.
    guard sentences.contains(link.range.lowerBound) || sentences.contains(link.range.upperBound - 1) else {
      return false
    }
    return Self.isAddress(link.text) || scanned.text.contains(here)
  }

  private static func isAddress(_ text: String) -> Bool {
    let octets = text.utf8.span
    return octets.first("://", from: 0) != nil || text.hasPrefix("www.")
  }

  private static func isStop(_ octet: UInt8) -> Bool {
    octet == UInt8(ascii: ".") || octet == UInt8(ascii: "!") || octet == UInt8(ascii: "?")
  }

  /// The end of a full stop or its like before white space. What follows in small letters, as addresses of the web do,
  /// is elsewhere taken for the same sentence.
  private static func fullStop(in text: [UInt8], _ range: Range<Int>) -> Int? {
    range.first { isStop(text[$0]) && ($0 + 1 == text.count || text[$0 + 1] <= 0x20) }.map { $0 + 1 }
  }
}
