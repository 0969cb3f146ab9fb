internal import MailQueue
internal import MailSyntax

/// MAIL and RCPT for one transaction, as octets with CRLF. RFC 5321 §4.1.1.2, §4.1.1.3.
struct EnvelopeCommands: Sendable, Hashable {
  let mail: [UInt8]
  /// In the order of the recipients.
  let recipients: [[UInt8]]

  init(mail: [UInt8], recipients: [[UInt8]]) {
    self.mail = mail
    self.recipients = recipients
  }

  /// - Parameters:
  ///   - sender: as `WireAddress` wrote it; nil is the null reverse-path.
  ///   - requests: what each recipient asks of notifications, in their order.
  init(
    sender: WireAddress?, recipients: [WireAddress], requests: [RecipientRequest], message: WireMessage,
    notification: NotificationRequest, capabilities: Capabilities
  ) {
    var mail = "MAIL FROM:<\(sender?.text ?? "")>"
    if capabilities.size { mail += " SIZE=\(message.size)" }
    if capabilities.eightBitMIME {
      let isWanted = message.is8Bit || notification.bodyType?.uppercased() == "8BITMIME"
      if isWanted { mail += " BODY=8BITMIME" }
    }
    if ([sender] + recipients).contains(where: { $0?.needsSMTPUTF8 == true }) { mail += " SMTPUTF8" }
    if capabilities.dsn {
      if let returned = Self.returned(notification) { mail += " RET=\(returned)" }
      if let id = Self.envelopeID(notification) { mail += " ENVID=\(id)" }
    }
    self.mail = Array((mail + "\r\n").utf8)
    self.recipients = zip(recipients, requests).map { recipient, request in
      let parameters = capabilities.dsn ? Self.parameters(of: recipient, request) : ""
      return Array("RCPT TO:<\(recipient.text)>\(parameters)\r\n".utf8)
    }
  }

  // What was given on a command line goes over the wire only in the forms the standard allows.

  /// RFC 3461 §4.3.
  private static func returned(_ request: NotificationRequest) -> String? {
    request.returned.map { $0.uppercased() }.flatMap { ["FULL", "HDRS"].contains($0) ? $0 : nil }
  }

  private static func envelopeID(_ request: NotificationRequest) -> String? {
    request.envelopeID.flatMap { Xtext.isEnvelopeID($0) ? $0 : nil }
  }

  /// NOTIFY and ORCPT. Where the submitter gave no ORCPT, the recipient's own address is the original one (RFC 3461
  /// §4.2); an address beyond ASCII would want another type (RFC 6533 §3) and goes without.
  private static func parameters(of recipient: WireAddress, _ request: RecipientRequest) -> String {
    var parameters = ""
    if let notify = request.notify.flatMap({ RecipientRequest.notify($0.filter { $0 != " " }) }) {
      parameters += " NOTIFY=" + notify.uppercased()
    }
    if let original = request.original {
      if Xtext.isOriginal(original) { parameters += " ORCPT=" + original }
    } else if !recipient.needsSMTPUTF8 {
      let own = "rfc822;" + Xtext.encode(recipient.text)
      if own.utf8.count <= Xtext.maximumOriginal { parameters += " ORCPT=" + own }
    }
    return parameters
  }
}

/// An address as it goes over the wire; there is none that could end a command or begin another.
struct WireAddress: Sendable, Hashable {
  let text: String
  /// Whether the local-part is beyond ASCII. The domain never is: it goes as A-labels. RFC 6531 §3.2.
  var needsSMTPUTF8: Bool { text.utf8.contains { $0 >= 0x80 } }

  /// RFC 5321 §4.5.3.1.3: a path has at most 256 octets with its brackets; four times that is hostile, not long.
  static let maximumOctets = 1024

  /// - Returns: nil if the address cannot be written safely.
  init?(_ address: AddrSpec) {
    guard address.isSafeOnTheWire, !(address.localPart.isEmpty && address.domain.isEmpty) else { return nil }
    let text = AddrSpec(localPart: address.localPart, domain: address.asciiDomain).wireForm
    // Asked again of what is truly written, whatever came before: a line end here would be a command (SMTP injection).
    guard !text.isEmpty, text.utf8.count <= Self.maximumOctets, Self.isSafe(text) else { return nil }
    self.text = text
  }

  /// No controls, no angle brackets, no space but between quotes.
  private static func isSafe(_ text: String) -> Bool {
    var isQuoted = false
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if scalar.value < 0x20 || scalar.value == 0x7F || (0x80...0x9F).contains(scalar.value) { return false }
      if isEscaped {
        isEscaped = false
      } else if scalar == "\\", isQuoted {
        isEscaped = true
      } else if scalar == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, scalar == " " || scalar == "<" || scalar == ">" {
        return false
      }
    }
    return !isQuoted && !isEscaped
  }
}
