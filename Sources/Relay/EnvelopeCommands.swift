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
  init(
    sender: WireAddress?, recipients: [WireAddress], message: WireMessage, notification: NotificationRequest,
    capabilities: Capabilities
  ) {
    var mail = "MAIL FROM:<\(sender?.text ?? "")>"
    if capabilities.size { mail += " SIZE=\(message.size)" }
    if capabilities.eightBitMIME {
      let isWanted = message.is8Bit || notification.bodyType?.uppercased() == "8BITMIME"
      if isWanted { mail += " BODY=8BITMIME" }
    }
    if ([sender] + recipients).contains(where: { $0?.needsSMTPUTF8 == true }) { mail += " SMTPUTF8" }
    var recipientParameters = ""
    if capabilities.dsn {
      if let returned = Self.returned(notification) { mail += " RET=\(returned)" }
      if let id = Self.envelopeID(notification) { mail += " ENVID=\(id)" }
      if let notify = Self.notify(notification) { recipientParameters = " NOTIFY=\(notify)" }
    }
    self.mail = Array((mail + "\r\n").utf8)
    self.recipients = recipients.map { Array("RCPT TO:<\($0.text)>\(recipientParameters)\r\n".utf8) }
  }

  // What was given on a command line goes over the wire only in the forms the standard allows.

  /// RFC 3461 §4.3.
  private static func returned(_ request: NotificationRequest) -> String? {
    request.returned.map { $0.uppercased() }.flatMap { ["FULL", "HDRS"].contains($0) ? $0 : nil }
  }

  /// RFC 3461 §4.4: at most 100 characters of xtext.
  private static func envelopeID(_ request: NotificationRequest) -> String? {
    guard let id = request.envelopeID, (1...100).contains(id.utf8.count),
      id.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x3D })
    else { return nil }
    return id
  }

  /// RFC 3461 §4.1: NEVER alone, or a list of the others.
  private static func notify(_ request: NotificationRequest) -> String? {
    guard let text = request.notify?.uppercased() else { return nil }
    let words = text.split(separator: ",").map { String($0.filter { $0 != " " }) }
    if words == ["NEVER"] { return "NEVER" }
    guard !words.isEmpty, words.allSatisfy({ ["SUCCESS", "FAILURE", "DELAY"].contains($0) }) else { return nil }
    return words.joined(separator: ",")
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
