import MailContent
import MailSyntax

/// Two links that give one question its two answers: ".../yes/7a3f" and ".../no/7a3f".
enum AnswerLinks {
  /// How many links of a body are compared; a request has few.
  private static let mostLinks = 12
  /// The longest name of an answer, in octets.
  private static let longestAnswer = 16

  /// The second of two links that differ in one name alone and bear the same token behind it; nil where there are none.
  static func pair(in scanned: ScannedBody) -> Link? {
    let links = scanned.links.lazy.filter { !scanned.isEarlier($0.link) && $0.url.target.isRemote }.prefix(mostLinks)
    var earlier: [ScannedLink] = []
    for link in links {
      if earlier.contains(where: { differInAnswer($0.url.target, link.url.target) }) { return link.link }
      earlier.append(link)
    }
    return nil
  }

  static func differInAnswer(_ one: LinkTarget, _ other: LinkTarget) -> Bool {
    guard one.host == other.host else { return false }
    let a = one.octets
    let b = other.octets
    let shorter = min(a.count, b.count)
    var front = 0
    while front < shorter, a[front] == b[front] { front += 1 }
    while front > 0, isOfName(a[front - 1]) { front -= 1 }
    var back = 0
    while back < shorter - front, a[a.count - 1 - back] == b[b.count - 1 - back] { back += 1 }
    while back > 0, isOfName(a[a.count - back]) { back -= 1 }
    guard front >= one.path.lowerBound, back > 1, a.suffix(back).contains(where: { $0 &- 0x30 < 10 }) else {
      return false
    }
    return [a, b].allSatisfy { octets in
      let name = octets[front..<(octets.count - back)]
      return 1...longestAnswer ~= name.count && name.allSatisfy(isOfName)
    }
  }

  /// Letters, and what joins them in a name.
  private static func isOfName(_ octet: UInt8) -> Bool {
    (octet | 0x20) &- 0x61 < 26 || octet == UInt8(ascii: "-") || octet == UInt8(ascii: "_")
  }
}
