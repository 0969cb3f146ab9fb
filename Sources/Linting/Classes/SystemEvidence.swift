import MailSyntax

/// Recognises mail between machines, which must never be stopped.
enum SystemEvidence {
  /// - Parameter isBulk: whether fields show mass mail; then "Auto-Submitted: auto-generated" is no excuse, because
  ///   programs that send newsletters write it too.
  /// - Returns: the evidence; nil where it is no such mail.
  static func of(_ message: Message, envelope: Envelope?, isBulk: Bool) -> String? {
    // RFC 5321 §4.5.5: notifications are sent with a null reverse-path.
    if let envelope, envelope.reversePath == nil { return "reverse-path <>" }
    let root = message.parts[0]
    if root.mediaType == "multipart/report", let type = root.parameters.first(where: { $0.name == "report-type" }) {
      let value = type.value.lowercased()
      // RFC 3464 §2, RFC 8098 §3.
      if value == "delivery-status" || value == "disposition-notification" { return "multipart/report; \(value)" }
    }
    guard let field = message.fields(named: .autoSubmitted).first else { return nil }
    // RFC 3834 §5: a keyword, then optional parameters; comments are rare and mean nothing.
    let text = message.unstructured(field).lowercased()
    let keyword = String(text.prefix { $0 != ";" && $0 != "(" }.filter { $0 != " " && $0 != "\t" })
    switch keyword {
    case "", "no": return nil
    case "auto-replied", "auto-notified": return "Auto-Submitted: \(keyword)"
    default: return isBulk ? nil : "Auto-Submitted: \(keyword)"
    }
  }
}
