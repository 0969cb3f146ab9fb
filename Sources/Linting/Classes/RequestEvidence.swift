import Policy

/// What speaks for a request to agree: to mail, to being measured, to pictures being published, to data being kept.
enum RequestEvidence {
  /// A request in so many words; for consent where the mail says that it is for mail; to confirm an address where it
  /// speaks of a newsletter, or says how the address came to be there; nil where there is none.
  static func sign(in words: OwnWords) -> String? {
    words.first("consent-request") ?? asking(in: words) ?? confirming(in: words)
  }

  // MARK: Made like a request

  /// The weight that it takes.
  private static let least = 4

  /// The signs of a short mail that is made like a request, whatever its words: a link that confirms or agrees, one
  /// that refuses, what happens without it, a consent that is asked for, two links that answer; nil where they do not
  /// suffice. Who gives a consent, or takes it back, asks for none.
  static func signs(in words: OwnWords) -> Signs? {
    guard words.count <= RulePacks.classNumber("request-words") ?? 0 else { return nil }
    // "Just reply: I agree" is asked of the reader.
    if words.first("takes-back", notBehind: "asks-leave") != nil || words.first("objects") != nil { return nil }
    if words.first("transactional", in: .subject) != nil { return nil }
    if let leave = leave(in: words) {
      var signs = Signs()
      signs.add(leave, least)
      return signs
    }
    if words.first("takes-back") != nil { return nil }
    let answers = answers(in: words)
    let signs = [confirmation(in: words), consent(in: words)].compactMap(\.self)
      .map { signs in signs + answers }.max { $0.weight < $1.weight }
    return signs.flatMap { $0.weight >= least ? $0 : nil }
  }

  /// To confirm an address: what is asked, where its link leads, what was signed up for, what happens without it.
  private static func confirmation(in words: OwnWords) -> Signs? {
    if ["account", "other-matter"].contains(where: { words.first($0) != nil }) { return nil }
    var signs = Signs()
    signs.add(words.first("confirm") ?? words.first("confirm-otherwise"), 2)
    signs.add(words.target("confirm-target"), 2)
    if signs.weight == 0 { signs.add(words.first("whose-address"), 2) }
    let asked = signs.weight
    guard asked > 0 else { return nil }
    signs.add(words.first("signed-up") ?? words.first("signed-up-otherwise"), 1)
    if words.hasLink { signs.add(words.first("disclaims"), 2) }
    // A visit and a delivery are confirmed by such a link too.
    return signs.weight > asked ? signs : nil
  }

  /// To be written to, measured or passed on: the consent, what it is for, and the question.
  private static func consent(in words: OwnWords) -> Signs? {
    guard !words.isFromConsumer, words.first("about-work") == nil,
      let matter = words.first("consent-matter") ?? words.first("mailing")
    else { return nil }
    var signs = Signs()
    signs.add(words.first("consent-noun", in: .subject), 2)
    if let asked = words.asked("consent-noun") ?? words.first("asks") { signs.add(asked, 2) }
    signs.add(words.first("only-with"), 2)
    signs.add(words.asked("may-we"), 2)
    signs.add(words.answerLink, 3)
    guard signs.weight > 0 else { return nil }
    signs.add(matter, 1)
    signs.add(words.first("disclaims"), 1)
    return signs
  }

  /// Links that say yes and no.
  private static func answers(in words: OwnWords) -> Signs {
    var signs = Signs()
    signs.add(MailingEvidence.introducing("agrees", in: words), 1)
    signs.add(MailingEvidence.introducing("declines", in: words), 2)
    return signs
  }

  // MARK: For leave

  /// Leave is asked, and the sentence says for what: to publish pictures of people, to keep what they handed over, to
  /// send what comes again, to measure who opens it. "May we" alone asks for much else, so that it has to be said of
  /// whom the pictures are, and how long something is kept.
  private static func leave(in words: OwnWords) -> String? {
    guard !words.isFromConsumer else { return nil }
    if words.hasLink, let confirming = words.first("confirms-wish") { return confirming }
    let question = words.asked("may-we-do") == nil ? nil : "may-we-do"
    if let pictures = published(by: "asks-leave", in: words) ?? question.flatMap({ published(by: $0, in: words) }) {
      return pictures
    }
    // A draft of a newsletter is sent, and the list of its readers kept, by those who work on it.
    guard words.first("about-work") == nil else { return nil }
    return handled(by: "asks-leave", in: words) ?? question.flatMap { handled(by: $0, in: words) }
  }

  /// Data is to be kept, mail sent, its opening measured.
  private static func handled(by asking: String, in words: OwnWords) -> String? {
    if let sending = words.first(asking, besides: "sends", about: "recurring") { return sending }
    if let measuring = words.first(asking, besides: "measures") { return measuring }
    guard asking == "asks-leave" || words.first(asking, besides: "long") != nil else { return nil }
    return words.first(asking, besides: "keeps", about: "record")
  }

  /// Pictures of somebody are to be published, or leave is asked for by its name.
  private static func published(by asking: String, in words: OwnWords) -> String? {
    guard words.first("picture") != nil, let asked = words.first(asking, besides: "publishes") else { return nil }
    let isNamed = asking == "asks-leave" && words.first("leave-noun", besides: "publishes") != nil
    return isNamed || words.first("pictured") != nil ? asked : nil
  }

  // MARK: In so many words

  /// For consent to mail: in the same sentence, for what the one before it says, or by a link that agrees.
  private static func asking(in words: OwnWords) -> String? {
    if let asking = words.first("asks", besides: "mailing") { return asking }
    guard words.first("asks") != nil, words.first("mailing") != nil, words.first("about-work") == nil else {
      return nil
    }
    return words.first("asks-for-that", behind: "mailing") ?? MailingEvidence.introducing("agrees", in: words)
  }

  private static func confirming(in words: OwnWords) -> String? {
    if let confirming = words.first("confirm") {
      let isAboutMail = ["mailing", "newsletter", "web-version", "about"].contains { words.first($0) != nil }
      if isAboutMail { return confirming }
      if words.mailbox("mailbox-mailing") != nil, words.first("account") == nil { return confirming }
    }
    // A customer is asked for an address to deliver to, and follows no link.
    guard words.hasLink, words.first("signed-up") != nil, words.first("account") == nil else { return nil }
    return words.first("confirm") ?? words.first("whose-address")
  }
}
