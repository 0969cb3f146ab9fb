import MailSyntax

/// Recognises mail between machines, which must never be stopped.
enum SystemEvidence {
  /// - Parameter isBulk: whether fields show mass mail; then "Auto-Submitted: auto-generated" is no excuse, because
  ///   programs that send newsletters write it too.
  /// - Returns: the evidence; nil where it is no such mail.
  static func of(_ message: Message, envelope: Envelope?, isBulk: Bool) -> String? {
    // RFC 5321 §4.5.5: notifications are sent with a null reverse-path.
    if let envelope, envelope.reversePath == nil { return "reverse-path <>" }
    if let report = report(message) { return report }
    switch autoSubmitted(message) {
    case nil: return nil
    case let keyword? where keyword == "auto-replied" || keyword == "auto-notified" || !isBulk:
      return "Auto-Submitted: \(keyword)"
    default: return nil
    }
  }

  /// The keyword of Auto-Submitted (RFC 3834 §5), in lower case; nil where a person sent the message.
  static func autoSubmitted(_ message: Message) -> String? {
    guard let field = message.fields(named: .autoSubmitted).first else { return nil }
    // RFC 3834 §5: a keyword, then optional parameters; comments are rare and mean nothing.
    let text = message.unstructured(field).lowercased()
    let keyword = String(text.prefix { $0 != ";" && $0 != "(" }.filter { $0 != " " && $0 != "\t" })
    return keyword.isEmpty || keyword == "no" ? nil : keyword
  }

  /// Notifications of delivery and reading (RFC 3464 §2, RFC 8098 §3), complaints (RFC 5965 §2), reports on TLS
  /// (RFC 8460 §5.3).
  private static let reportTypes = ["delivery-status", "disposition-notification", "feedback-report", "tlsrpt"]

  private static func report(_ message: Message) -> String? {
    let root = message.parts[0]
    if root.mediaType == "multipart/report" {
      let type = root.parameters.first { $0.name == "report-type" }?.value.lowercased()
      // Old programs leave the parameter out; the second part says what it is (RFC 6522 §3).
      let second = message.parts.dropFirst().first { $0.mediaType.hasPrefix("message/") }?.mediaType.dropFirst(8)
      if let type = type ?? second.map(String.init), reportTypes.contains(type) { return "multipart/report; \(type)" }
    }
    // RFC 7489 §7.2.1.1: "Report Domain: … Submitter: … Report-ID: …" and a compressed attachment.
    guard let subject = message.fields(named: .subject).first else { return nil }
    let text = message.unstructured(subject).lowercased()
    let isAggregate = text.hasPrefix("report domain:") && text.contains("submitter:") && text.contains("report-id:")
    let types = ["application/gzip", "application/x-gzip", "application/zip", "application/x-zip-compressed"]
    return isAggregate && message.parts.contains { types.contains($0.mediaType) } ? "DMARC aggregate report" : nil
  }
}
