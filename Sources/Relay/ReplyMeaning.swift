internal import MailQueue

/// What a refusal means for a recipient, by the command it answers. RFC 5321 §4.2.1, §4.3.2.
enum ReplyMeaning {
  /// Replies that speak of us, not of the message: authentication required or failed, mechanism too weak, encryption
  /// required (RFC 4954 §4 and §6, RFC 3207 §4). Every message would fail alike, so they wait while somebody mends
  /// the configuration.
  static let configurationCodes: Set<Int> = [454, 530, 534, 535, 538]

  static func ofMail(_ reply: Reply) -> RecipientOutcome {
    if configurationCodes.contains(reply.code) { return .unreached(reply) }
    return ofCommand(reply)
  }

  static func ofRecipient(_ reply: Reply) -> RecipientOutcome {
    // RFC 5321 §4.5.3.1.10: "too many recipients" is 452, and 552 where servers follow the older text; both may be
    // tried again.
    if reply.code == 552 { return .deferred(reply) }
    return ofMail(reply)
  }

  static func ofData(_ reply: Reply) -> RecipientOutcome {
    // 2xx, or 3xx other than 354, is no answer to DATA.
    if !reply.isPermanentlyNegative, !reply.isTransientlyNegative { return .deferred(reply) }
    return ofMail(reply)
  }

  static func ofMessageEnd(_ reply: Reply) -> RecipientOutcome {
    if reply.isPositive { return .sent(reply) }
    return ofCommand(reply)
  }

  private static func ofCommand(_ reply: Reply) -> RecipientOutcome {
    // 503 (bad sequence) speaks of the dialogue, not of the message: some servers say it after a hiccup of their own.
    if reply.isPermanentlyNegative, reply.code != 503 { return .failed(reply) }
    return .deferred(reply)
  }
}

extension Reply {
  var isPositive: Bool { (200..<300).contains(code) }
  var isTransientlyNegative: Bool { (400..<500).contains(code) }
  var isPermanentlyNegative: Bool { (500..<600).contains(code) }
}
