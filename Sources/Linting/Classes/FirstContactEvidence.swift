/// What speaks for mail to somebody who does not know the sender, about something that is offered.
enum FirstContactEvidence {
  /// The weight that it takes where the mail says that the two do not know each other, or how the one came upon the
  /// other; else it takes one more.
  private static let least = 4

  /// The signs; nil where they do not suffice. Who orders, applies or takes up what was agreed approaches nobody.
  static func signs(in words: OwnWords) -> Signs? {
    if ["wants", "agreed", "because", "objects"].contains(where: { words.first($0) != nil }) { return nil }
    var signs = Signs()
    signs.add(words.first("strangers"), 3)
    signs.add(words.first("found"), 3)
    signs.add(words.first("referred"), 2)
    let isStranger = signs.weight > 0
    signs.add(words.first("approach"), 2)
    let before = signs.weight
    signs.add(words.different("proposal", most: 2), 1)
    signs.add(words.first("firm"), 2)
    signs.add(words.first("interest"), 2)
    let isOffer = signs.weight > before
    // A new neighbour does not know us either, and a customer found our website.
    guard isOffer || isStranger && !words.isFromConsumer else { return nil }
    signs.add(words.first("meeting"), 1)
    if isOffer {
      signs.add(words.first("named"), 2)
      signs.add(words.different("noticed", most: 2), 2)
      signs.add(words.first("opening"), 1)
      signs.add(words.first("anybody"), 1)
      signs.add(words.role(), 1)
    }
    return signs.weight >= (isStranger ? least : least + 1) ? signs : nil
  }
}
