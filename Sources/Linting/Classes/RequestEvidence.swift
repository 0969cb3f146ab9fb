/// What speaks for a request to agree to mail.
enum RequestEvidence {
  /// A request in so many words; for consent where the mail says that it is for mail; to confirm an address where it
  /// speaks of a newsletter, or says how the address came to be there; nil where there is none.
  static func sign(in words: OwnWords) -> String? {
    words.first("consent-request") ?? asking(in: words) ?? confirming(in: words)
  }

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
