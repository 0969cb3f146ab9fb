import MailContent
import MailSyntax
import Policy

/// What speaks for mail to many: how one leaves it, why one gets it, what it offers.
enum MailingEvidence {
  /// The weight that it takes: one strong sign, or two that are weaker.
  static let least = 4
  private static let mostOffers = 3

  /// The signs where they are beyond doubt: how one leaves, and another beside it.
  static func unmistakableSigns(in words: OwnWords) -> Signs? {
    guard leaving(in: words) != nil else { return nil }
    let signs = signs(in: words)
    return signs.weight > least ? signs : nil
  }

  static func signs(in words: OwnWords) -> Signs {
    var signs = Signs()
    if objects(in: words) { return signs }
    // "The thing you asked for": who goes on with what was agreed does not say why the reader is on a list.
    let isAgreed = words.first("agreed") != nil && words.first("because") == nil
    if let leaving = leaving(in: words) {
      signs.add(leaving, 4)
    } else if !isAgreed {
      signs.add(offeredWay(in: words), 2)
    }
    // Who takes up what was agreed may speak of a newsletter, of offers and of their own mail.
    if isAgreed { return signs }
    signs.add(words.first("web-version"), 4)
    signs.add(words.first("because"), 2)
    if words.first("about-work") == nil {
      signs.add(words.first("newsletter"), 2)
      signs.add(words.first("ours", in: .subject), 4)
      signs.add(words.first("about", in: .subject), 3)
      signs.add(words.first("about", in: .bodies), 2)
      // People tell each other of bargains, and a shopkeeper a customer of what is laid aside for them.
      let isPersonal = words.isFromConsumer || signs.weight == 0 && words.first("singular", in: .bodies) != nil
      signs.add(words.different("advertising", most: mostOffers), isPersonal ? 1 : 2)
    }
    signs.add(words.first("salutation"), 1)
    if signs.weight > 0 { signs.add(words.mailbox("mailbox-mailing"), 2) }
    return signs
  }

  /// Whether it says how one leaves.
  static func isLeft(_ words: OwnWords) -> Bool { leaving(in: words) != nil }

  private static func leaving(in words: OwnWords) -> String? { leavingLink(in: words) ?? leavingWords(in: words) }

  /// A link whose text or address ends a subscription.
  private static func leavingLink(in words: OwnWords) -> String? {
    for scanned in words.bodies {
      for link in scanned.links where !scanned.isEarlier(link.link) {
        if link.text.contains(words.set("leave")) { return OwnWords.quoted(link.link.text.utf8) }
        if link.target.contains(words.set("tag")) { return OwnWords.quoted(link.link.target.utf8) }
      }
    }
    return nil
  }

  /// Words that tell how one leaves, beside a link or an address.
  private static func leavingWords(in words: OwnWords) -> String? { introducing("leaving", in: words) }

  /// The first phrase of a set that stands in a link's text or closely before it.
  static func introducing(_ set: String, in words: OwnWords) -> String? {
    for (index, scanned) in words.bodies.enumerated() {
      let near = SortedRanges(scanned.links.filter { !scanned.isEarlier($0.link) }.map { reach(before: $0.link.range) })
      for range in words.ranges(set, inBody: index)
      where near.contains(scanned.body.text.source(of: range).upperBound) {
        return OwnWords.quoted(scanned.body.text.utf8[range])
      }
    }
    return nil
  }

  /// A way that the rules on unsubscribing accept, such as a link to settings or the request to answer with a word:
  /// other mail has them too.
  private static func offeredWay(in words: OwnWords) -> String? {
    let sets = words.sets(of: "unsubscribe/missing")
    let offers = UnsubscribeOffers(sets: sets)
    for scanned in words.bodies {
      if let link = offers.link(in: scanned) { return OwnWords.quoted(link.text.utf8) }
      if let hit = scanned.first(sets["reply"]), !scanned.isEarlier(hit) {
        return OwnWords.quoted(scanned.body.text.utf8[hit.range])
      }
    }
    return nil
  }

  /// Whether the writer wants to be left alone. The text of a link may say the same for its reader.
  private static func objects(in words: OwnWords) -> Bool {
    if words.first("objects", in: .subject) != nil { return true }
    for (index, scanned) in words.bodies.enumerated() {
      let linked = SortedRanges(scanned.links.map { reach(before: $0.link.range) })
      for range in words.ranges("objects", inBody: index)
      where !linked.contains(scanned.body.text.source(of: range).upperBound) {
        return true
      }
    }
    return false
  }

  /// How far words may stand before a link that they introduce.
  private static let reach = 80

  private static func reach(before link: OctetRange) -> OctetRange {
    max(0, link.lowerBound - reach)..<link.upperBound
  }
}
