extension FieldName {
  /// The field name that stands in `range`, without regard to case; `other` where it is none that presend knows.
  ///
  /// - Complexity: O(1): the length picks at most a handful of candidates, of which the first letter picks one.
  init(_ octets: Span<UInt8>, _ range: OctetRange) {
    func named(_ name: StaticString) -> Bool { octets.matches(name, at: range.lowerBound, before: range.upperBound) }
    guard !range.isEmpty else {
      self = .other
      return
    }
    switch (range.count, octets[range.lowerBound].lowercased) {
    case (2, 0x63): self = named("cc") ? .cc : .other
    case (2, 0x74): self = named("to") ? .to : .other
    case (3, 0x62): self = named("bcc") ? .bcc : .other
    case (4, 0x64): self = named("date") ? .date : .other
    case (4, 0x66): self = named("from") ? .from : .other
    case (6, 0x73): self = named("sender") ? .sender : .other
    case (7, 0x6C): self = named("list-id") ? .listID : .other
    case (7, 0x73): self = named("subject") ? .subject : .other
    case (8, 0x63): self = named("comments") ? .comments : .other
    case (8, 0x6B): self = named("keywords") ? .keywords : .other
    case (8, 0x72): self = named("reply-to") ? .replyTo : named("received") ? .received : .other
    case (9, 0x65): self = named("errors-to") ? .errorsTo : .other
    case (9, 0x6C): self = named("list-post") ? .listPost : named("list-help") ? .listHelp : .other
    case (9, 0x72): self = named("resent-to") ? .resentTo : named("resent-cc") ? .resentCc : .other
    case (10, 0x63): self = named("content-id") ? .contentID : .other
    case (10, 0x6D): self = named("message-id") ? .messageID : .other
    case (10, 0x70): self = named("precedence") ? .precedence : .other
    case (10, 0x72): self = named("references") ? .references : named("resent-bcc") ? .resentBcc : .other
    case (11, 0x66): self = named("feedback-id") ? .feedbackID : .other
    case (11, 0x69): self = named("in-reply-to") ? .inReplyTo : .other
    case (11, 0x72):
      self =
        named("resent-date")
        ? .resentDate : named("resent-from") ? .resentFrom : named("return-path") ? .returnPath : .other
    case (12, 0x63): self = named("content-type") ? .contentType : .other
    case (12, 0x6D): self = named("mime-version") ? .mimeVersion : .other
    case (13, 0x61): self = named("apparently-to") ? .apparentlyTo : .other
    case (13, 0x70): self = named("presend-class") ? .presendClass : .other
    case (13, 0x72): self = named("resent-sender") ? .resentSender : .other
    case (14, 0x61): self = named("auto-submitted") ? .autoSubmitted : .other
    case (14, 0x63): self = named("content-length") ? .contentLength : .other
    case (14, 0x64): self = named("dkim-signature") ? .dkimSignature : .other
    case (16, 0x63): self = named("content-location") ? .contentLocation : .other
    case (16, 0x6C): self = named("list-unsubscribe") ? .listUnsubscribe : .other
    case (16, 0x6D): self = named("mail-followup-to") ? .mailFollowupTo : .other
    case (17, 0x72):
      self = named("resent-message-id") ? .resentMessageID : named("return-receipt-to") ? .returnReceiptTo : .other
    case (19, 0x63):
      self =
        named("content-disposition") ? .contentDisposition : named("content-description") ? .contentDescription : .other
    case (20, 0x78): self = named("x-confirm-reading-to") ? .xConfirmReadingTo : .other
    case (21, 0x6C): self = named("list-unsubscribe-post") ? .listUnsubscribePost : .other
    case (25, 0x63): self = named("content-transfer-encoding") ? .contentTransferEncoding : .other
    case (27, 0x64): self = named("disposition-notification-to") ? .dispositionNotificationTo : .other
    default: self = .other
    }
  }

  /// Whether the field holds addresses of those who write. RFC 5322 §3.6.2 and §3.6.6.
  public var isOriginator: Bool {
    switch self {
    case .from, .sender, .replyTo, .resentFrom, .resentSender: true
    default: false
    }
  }

  /// Whether the field holds addresses of those who shall read. RFC 5322 §3.6.3 and §3.6.6.
  public var isDestination: Bool {
    switch self {
    case .to, .cc, .bcc, .resentTo, .resentCc, .resentBcc, .apparentlyTo: true
    default: false
    }
  }

  /// Whether the field body is a list of addresses.
  public var holdsAddresses: Bool {
    switch self {
    case .dispositionNotificationTo, .returnReceiptTo, .xConfirmReadingTo, .mailFollowupTo, .errorsTo, .returnPath: true
    default: isOriginator || isDestination
    }
  }

  /// Whether a header section may have the field once only. RFC 5322 §3.6 (table), RFC 2045 §3.
  public var isSingleton: Bool {
    switch self {
    case .date, .from, .sender, .replyTo, .to, .cc, .bcc, .messageID, .inReplyTo, .references, .subject,
      .mimeVersion, .contentType, .contentTransferEncoding, .contentDisposition, .contentID, .contentDescription:
      true
    default: false
    }
  }
}
