package import MailSyntax

/// A delivery status notification: what the sender is told, in a form that people and programs can read.
///
/// RFC 3464 (the report), RFC 6522 (multipart/report). Its reverse-path is null, so it can never be answered by
/// another one.
package struct DeliveryReport: Sendable {
  package enum Kind: Sendable, Hashable {
    /// The smarthost refused for good.
    case failed
    /// The time for attempts is over.
    case expired
    /// Late, and tried until this time (seconds since 1970).
    case delayed(until: Int)
    /// A person decided that it is not sent.
    case rejected
    /// Nobody decided in time whether it is sent.
    case lapsed
    /// The smarthost took it, and does not tell senders what becomes of it.
    case relayed
  }

  package var kind: Kind
  /// Whom it is about, and the last reply about each.
  package var recipients: [(address: AddrSpec, reply: Reply?)]
  /// The message it is about.
  package var entry: QueueEntry
  /// The name of this machine, fully qualified.
  package var hostName: String
  /// Who is told of the failure of a message that has no sender; nil: nobody.
  package var doubleBounce: AddrSpec?
  /// Minutes east of UTC, for the fields that carry a time.
  package var offsetMinutes = 0

  package init(
    kind: Kind, recipients: [(address: AddrSpec, reply: Reply?)], entry: QueueEntry, hostName: String,
    doubleBounce: AddrSpec? = nil
  ) {
    self.doubleBounce = doubleBounce
    self.kind = kind
    self.recipients = recipients
    self.entry = entry
    self.hostName = hostName
  }

  /// More of a returned header section is cut off: what is longer is hostile or broken.
  static let maximumHeaderOctets = 64 << 10
  /// A message up to this size is returned whole where the sender asked for it (RET=FULL, RFC 3461 §4.3).
  static let maximumReturnedOctets = 1 << 20

  /// The report as an entry of its own.
  /// - Returns: nil where nobody may be told: the message has the null reverse-path (RFC 5321 §6.1) and nobody else is
  ///   configured, or NOTIFY says so (RFC 3461 §4.1).
  package func queueEntry(id: QueueID, at now: Int) -> QueueEntry? {
    guard let sender = entry.reversePath else {
      return Self.reader(of: entry, doubleBounce: isFailure ? doubleBounce : nil).map {
        letter(id: id, to: $0, at: now)
      }
    }
    var wanted = self
    wanted.recipients = recipients.filter { entry.request(of: $0.address).wants(occasion) }
    return wanted.recipients.isEmpty ? nil : wanted.letter(id: id, to: sender, at: now)
  }

  /// Who is told that a message failed: its sender, or who is configured for messages without one; nil for nobody. What
  /// cannot be delivered to the latter is told to nobody, or it would be told for ever.
  static func reader(of entry: QueueEntry, doubleBounce: AddrSpec?) -> AddrSpec? {
    if let sender = entry.reversePath { return sender }
    guard let doubleBounce, !entry.recipients.contains(where: { $0.comparisonKey == doubleBounce.comparisonKey }) else {
      return nil
    }
    return doubleBounce
  }

  private var isFailure: Bool { kind == .failed || kind == .expired }
  /// Whether it goes to another than the sender.
  var isDoubleBounce: Bool { entry.reversePath == nil }

  private func letter(id: QueueID, to sender: AddrSpec, at now: Int) -> QueueEntry {
    var letter = QueueEntry(
      id: id, arrival: now, reversePath: nil, mailClass: "system", original: octets(id: id, to: sender, at: now),
      variants: [QueueVariant(recipients: [sender], octets: nil)])
    if action != "delayed" { letter.noticeOf = entry.id }
    return letter
  }

  /// What NOTIFY has to ask for. RFC 3461 §4.1.
  private var occasion: RecipientRequest.Occasion {
    switch kind {
    case .delayed: .delay
    case .relayed: .success
    case .failed, .expired, .rejected, .lapsed: .failure
    }
  }

  // MARK: The message

  private func octets(id: QueueID, to sender: AddrSpec, at now: Int) -> [UInt8] {
    let boundary = "=_presend_" + id.text
    let text = DeliveryReportText(report: self)
    let returned = returnedPart
    var output = LineBuffer()
    output.line("Date: " + DateTime.format(secondsSince1970: now, offsetMinutes: offsetMinutes))
    output.line("From: Mail delivery <MAILER-DAEMON@\(hostName)>")
    output.line("To: <\(sender.wireForm)>")
    output.line("Subject: " + text.subject)
    output.line("Message-ID: <\(id.text)@\(hostName)>")
    output.line("Auto-Submitted: auto-replied")  // RFC 3834 §5
    output.line("MIME-Version: 1.0")
    output.line("Content-Type: multipart/report; report-type=delivery-status;")
    output.line(" boundary=\"\(boundary)\"")
    if returned.is8Bit { output.line("Content-Transfer-Encoding: 8bit") }
    output.line("")
    output.line("--" + boundary)
    output.line("Content-Type: text/plain; charset=utf-8")
    output.line("Content-Transfer-Encoding: quoted-printable")
    output.line("")
    output.quotedPrintable(text.body)
    output.line("--" + boundary)
    output.line("Content-Type: message/delivery-status")
    output.line("")
    writeStatus(to: &output)
    output.line("--" + boundary)
    output.line("Content-Type: " + returned.mediaType)
    if returned.is8Bit { output.line("Content-Transfer-Encoding: 8bit") }
    output.line("")
    output.lines(of: returned.octets)
    output.line("--" + boundary + "--")
    return output.octets
  }

  /// The fields of RFC 3464 §2.2 and §2.3.
  private func writeStatus(to output: inout LineBuffer) {
    // RFC 3464 §2.2.1: as the sender wrote it, not as it went over the wire.
    if let id = entry.notification.envelopeID.map({ Xtext.decode($0) ?? $0 }) {
      output.line("Original-Envelope-Id: " + Self.oneLine(id))
    }
    output.line("Reporting-MTA: dns; " + hostName)
    output.line(
      "Arrival-Date: " + DateTime.format(secondsSince1970: entry.arrival, offsetMinutes: offsetMinutes))
    for (address, reply) in recipients {
      output.line("")
      if let (type, original) = entry.requests[address]?.original.flatMap(Xtext.original) {
        output.line("Original-Recipient: \(type); " + Self.oneLine(original))
      }
      output.line("Final-Recipient: " + Self.typedAddress(address))
      output.line("Action: " + action)
      output.line("Status: " + status(for: reply))
      if let reply, reply.code > 0 {
        output.line("Diagnostic-Code: smtp; \(reply.code) " + Self.oneLine(reply.text))
      }
      if case .delayed(let until) = kind {
        output.line(
          "Will-Retry-Until: " + DateTime.format(secondsSince1970: until, offsetMinutes: offsetMinutes))
      }
    }
    output.line("")
  }

  private var action: String {
    switch kind {
    case .delayed: "delayed"
    case .relayed: "relayed"
    case .failed, .expired, .rejected, .lapsed: "failed"
    }
  }

  /// The enhanced status code of RFC 3463 that fits best.
  func status(for reply: Reply?) -> String {
    switch kind {
    case .rejected, .lapsed: return "5.7.1"  // delivery not authorized
    case .expired: return "4.4.7"  // delivery time expired
    case .relayed: return "2.0.0"
    case .failed, .delayed:
      let digit = action == "failed" ? "5" : "4"
      if let code = reply?.enhancedCode, code.hasPrefix(digit) { return code }
      return digit + ".0.0"
    }
  }

  /// "rfc822; address", or in ASCII spelling "utf-8; …" where it is internationalized. RFC 3464 §2.3.2, RFC 6533 §3.
  private static func typedAddress(_ address: AddrSpec) -> String {
    let wire = address.wireForm
    if wire.utf8.allSatisfy({ $0 < 0x80 }) { return "rfc822; " + wire }
    let spelled = wire.unicodeScalars.map { scalar in
      scalar.isASCII ? String(scalar) : "\\x{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
    return "utf-8; " + spelled.joined()
  }

  /// A server's text on one line, printable ASCII, of a length that any field may have (RFC 5322 §2.1.1: 998).
  static func oneLine(_ text: String) -> String {
    let maximumLength = 800
    return String(
      decoding: text.utf8.prefix(maximumLength).map { $0 < 0x20 || $0 == 0x7F ? 0x20 : ($0 < 0x80 ? $0 : 0x3F) },
      as: UTF8.self)
  }

  // MARK: What is returned of the original

  private var returnedPart: (mediaType: String, octets: ArraySlice<UInt8>, is8Bit: Bool) {
    let message = lost
    // Who gets a double bounce has nothing else of the message.
    let wantsAll = isDoubleBounce || entry.notification.returned?.lowercased() == "full" && action == "failed"
    if wantsAll, message.count <= Self.maximumReturnedOctets {
      return ("message/rfc822", message[...], message.contains { $0 >= 0x80 })
    }
    let section = Self.headerSection(of: message)
    return ("text/rfc822-headers", section, section.contains { $0 >= 0x80 })
  }

  /// What the first of the recipients was to get. What was submitted may hold a Bcc, and the reverse-path need not be
  /// its author's.
  private var lost: [UInt8] {
    let variant = recipients.first.flatMap { recipient in
      entry.variants.first { $0.recipients.contains(recipient.address) }
    }
    return variant?.octets ?? entry.original
  }

  /// The octets before the first empty line, whatever the line ends are.
  static func headerSection(of message: [UInt8]) -> ArraySlice<UInt8> {
    let limit = min(message.count, maximumHeaderOctets)
    var lineStart = 0
    for position in 0..<limit where message[position] == 0x0A {
      let length = position - lineStart
      if length == 0 || (length == 1 && message[lineStart] == 0x0D) { return message[..<lineStart] }
      lineStart = position + 1
    }
    // Cut at a line's end, so that no half field is returned.
    return limit == message.count ? message[...] : message[..<lineStart]
  }
}

/// Lines that end with CRLF, gathered.
struct LineBuffer {
  private(set) var octets: [UInt8] = []

  mutating func line(_ text: String) {
    octets += text.utf8
    octets += [0x0D, 0x0A]
  }

  /// Other octets, with every kind of line end made CRLF.
  mutating func lines(of other: ArraySlice<UInt8>) {
    var previous: UInt8 = 0
    for octet in other {
      switch octet {
      case 0x0A: if previous != 0x0D { octets += [0x0D, 0x0A] }
      case 0x0D: octets += [0x0D, 0x0A]
      case 0: octets.append(0x20)  // NUL may not go over the wire
      default: octets.append(octet)
      }
      previous = octet
    }
    if let last = other.last, last != 0x0A, last != 0x0D { octets += [0x0D, 0x0A] }
  }

  /// Text in quoted-printable, its line feeds as line ends. RFC 2045 §6.7.
  mutating func quotedPrintable(_ text: String) {
    let maximumLineOctets = 75
    let digits = Array("0123456789ABCDEF".utf8)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var width = 0
      let source = Array(line.utf8)
      for (index, octet) in source.enumerated() {
        let isLast = index == source.count - 1
        let isPlain = (33...126).contains(octet) && octet != 0x3D || (octet == 0x20 && !isLast)
        let unit = isPlain ? [octet] : [0x3D, digits[Int(octet >> 4)], digits[Int(octet & 15)]]
        if width + unit.count > maximumLineOctets {
          octets += [0x3D, 0x0D, 0x0A]
          width = 0
        }
        octets += unit
        width += unit.count
      }
      octets += [0x0D, 0x0A]
    }
  }
}
