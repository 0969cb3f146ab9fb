/// What speaks for mail to somebody who does not know the sender, about something that is offered.
enum FirstContactEvidence {
  /// The weight that it takes where the mail says that the two do not know each other, or how the one came upon the
  /// other; else it takes one more, and another one at the mailboxes of private people, to whom craftsmen write as to
  /// customers.
  private static let least = 4
  /// The weight that it takes to doubt a subject that says "Re:".
  static let leastAgainstSubject = 7

  /// The signs; nil where they do not suffice. Who orders, applies or takes up what was agreed approaches nobody.
  /// - Parameter isOtherwiseKnown: whether other words say already what the mail is. What sellers say in mail of all
  ///   kinds then counts for nothing.
  static func signs(in words: OwnWords, isOtherwiseKnown: Bool = false) -> Signs? {
    if ["agreed", "because", "objects"].contains(where: { words.first($0) != nil }) { return nil }
    var signs = Signs()
    // Nobody else says of their own mail that it rests on a legitimate interest.
    if !isOtherwiseKnown { signs.add(words.first("legal-basis"), least) }
    if signs.weight == 0, words.first("wants") != nil { return nil }
    signs.add(words.first("strangers"), 3)
    signs.add(words.first("found"), 3)
    signs.add(words.first("referred"), 2)
    let isStranger = signs.weight > 0
    signs.add(words.first("approach"), 2)
    let before = signs.weight
    signs.add(words.different("proposal", most: 2), 1)
    signs.add(words.first("firm"), 2)
    signs.add(words.first("interest"), 2)
    let namesNobody = words.greetsNobody
    if !isOtherwiseKnown { addSelling(to: &signs, words, isOffer: signs.weight > before, namesNobody: namesNobody) }
    let isOffer = signs.weight > before
    // A new neighbour does not know us either, and a customer found our website.
    guard isOffer || isStranger && !words.isFromConsumer else { return nil }
    if let meeting = words.first("meeting"), !signs.evidence.contains(meeting) { signs.add(meeting, 1) }
    if isOffer {
      signs.add(words.first("named"), 2)
      signs.add(words.different("noticed", most: 2), 2)
      signs.add(words.first("opening"), 1)
      if namesNobody { signs.add(words.first("anybody") ?? words.first("bare-greeting"), 1) }
      signs.add(words.role(), 1)
    }
    return signs.weight >= (isStranger ? least : words.isToConsumers ? least + 2 : least + 1) ? signs : nil
  }

  /// What sellers say to anybody. People tell each other of it, colleagues write it for a customer, and a craftsman may
  /// promise it to who asked for a quote.
  /// - Parameters:
  ///   - isOffer: whether something is offered. Else it takes two of these, or a guarantee: a friend too may speak of a
  ///     house like ours and of what it costs.
  ///   - namesNobody: whether nobody is greeted by name. A customer is, and hears of a fixed price too.
  private static func addSelling(to signs: inout Signs, _ words: OwnWords, isOffer: Bool, namesNobody: Bool) {
    if words.isFromConsumer { return }
    if ["acquainted", "about-work"].contains(where: { words.first($0) != nil }) { return }
    let pitches = namesNobody ? words.different("pitch", most: 2) : []
    let said = ["buys", "your-kind", "guarantee", "opener", "free-start"].filter { words.first($0) != nil }
    guard isOffer || said.count + pitches.count > 1 || said == ["guarantee"] else { return }
    signs.add(words.different("buys", most: 2), 2)
    for (name, weight) in [("your-kind", 2), ("guarantee", 2), ("opener", 2), ("price-from", 1), ("free-start", 1)] {
      if let sign = words.first(name), !signs.evidence.contains(sign) { signs.add(sign, weight) }
    }
    // Some are proposals in themselves, and have counted.
    for pitch in pitches { signs.add(pitch, signs.evidence.contains(pitch) ? 1 : 2) }
  }
}
