/// The field names that presend knows; every other name is `other`.
///
/// This table is the single source for "is this a destination field" and the like. RFC 5322 §3.6. Of Message-ID,
/// Received and some others only presence and number count: no type reads what is in them.
public enum FieldName: UInt8, Sendable, CaseIterable {
  case other
  // RFC 5322 §3.6.1 to §3.6.5
  case date, from, sender, replyTo, to, cc, bcc, messageID, inReplyTo, references, subject, comments, keywords
  // RFC 5322 §3.6.6 and §3.6.7
  case resentDate, resentFrom, resentSender, resentTo, resentCc, resentBcc, resentMessageID, returnPath, received
  // RFC 2045, 2183, 2557; Content-Length by practice
  case mimeVersion, contentType, contentTransferEncoding, contentDisposition, contentID, contentDescription
  case contentLocation, contentLength
  // RFC 2369, 2919, 8058, 3834, 8098, 6376, and practice
  case listID, listUnsubscribe, listUnsubscribePost, listPost, listHelp, precedence, autoSubmitted, feedbackID
  case dispositionNotificationTo, returnReceiptTo, xConfirmReadingTo, mailFollowupTo, apparentlyTo, errorsTo
  case dkimSignature, presendClass
}
