/// What speaks for a request to agree to mail.
enum RequestEvidence {
  /// A request in so many words; for consent where the sentence speaks of mail; to confirm an address where the mail
  /// speaks of a newsletter, or comes from one to somebody who put down their name; nil where there is none.
  static func sign(in words: OwnWords) -> String? {
    if let plain = words.first("consent-request") { return plain }
    if let asking = words.first("asks", besides: "mailing") { return asking }
    guard let confirming = words.first("confirm") else { return nil }
    let isAboutMail = ["mailing", "newsletter", "web-version", "about"].contains { words.first($0) != nil }
    if isAboutMail { return confirming }
    let isSubscriber = words.first("signed-up") != nil || words.mailbox("mailbox-mailing") != nil
    return isSubscriber && words.first("account") == nil ? confirming : nil
  }
}
