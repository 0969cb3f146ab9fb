/// What speaks for mail that carries out a contract or runs an account.
enum BusinessEvidence {
  /// The weight that it takes: one phrase that says so, or two weak signs.
  static let least = 3

  /// In a quarrel, whose writer names invoices and orders too, it takes more.
  private static let leastInDispute = 6

  /// Whether the signs suffice.
  static func isBusiness(_ signs: Signs, _ words: OwnWords) -> Bool {
    signs.weight >= least && (signs.weight >= leastInDispute || words.first("dispute") == nil)
  }

  static func signs(in words: OwnWords) -> Signs {
    var signs = Signs()
    signs.add(words.first("transactional", in: .subject), 4)
    signs.add(words.first("transactional", in: .bodies), 3)
    if signs.weight < 4 { signs.add(words.first("business", in: .subject), 2) }
    signs.add(words.mailbox("mailbox-business"), 2)
    // To confirm an address is asked for an account, or to take part in something.
    if signs.weight < least, words.first("account") != nil { signs.add(words.first("confirm"), 3) }
    return signs
  }
}
