internal import MailQueue
internal import MailSyntax

/// The server's side of an SMTP dialogue on standard input and output (`sendmail -bs`), as a pure state machine.
///
/// It is given a line at a time and answers with what to write; the caller does the reading, writing and submitting.
/// RFC 5321 §3 and §4.1; extensions PIPELINING, 8BITMIME, SMTPUTF8, SIZE, DSN (RFC 2920, 6152, 6531, 1870, 3461).
struct SMTPSession {
  enum Answer: Equatable {
    case reply(String)
    /// The reply to DATA was sent with this; lines up to the dot follow.
    case startData(String)
    case close(String)
  }

  let hostName: String
  let maximumOctets: Int
  /// What is appended to an address without domain.
  let defaultDomain: String
  private(set) var isGreeted = false
  private(set) var reversePath: AddrSpec??
  private(set) var recipients = OrderedAddresses()
  private(set) var notification = NotificationRequest()
  /// What single recipients ask of notifications.
  private(set) var requests: [AddrSpec: RecipientRequest] = [:]

  /// RFC 5321 §4.5.3.1.8 asks for 100 at least; a caller with more is bulk mail, and still bounded.
  static let maximumRecipients = 10_000
  /// RFC 5321 §4.5.3.1.4 asks for 512 octets and extensions add to it; sendmail and Postfix allow 2,048.
  static let maximumLineOctets = 2_048

  init(hostName: String, maximumOctets: Int, defaultDomain: String) {
    self.hostName = hostName
    self.defaultDomain = defaultDomain
    self.maximumOctets = maximumOctets
  }

  var greeting: String { "220 \(hostName) ESMTP presend" }

  /// The envelope collected so far; asked for after the data.
  var envelope: Envelope? {
    guard let reversePath, !recipients.addresses.isEmpty else { return nil }
    return Envelope(reversePath: reversePath, recipients: recipients.addresses, notification: notification)
  }

  /// Forgets the transaction, after its data or by RSET.
  mutating func reset() {
    reversePath = nil
    recipients = OrderedAddresses()
    notification = NotificationRequest()
    requests = [:]
  }

  mutating func answer(to line: String) -> Answer {
    let command = line.prefix { $0 != " " }.uppercased()
    let rest = line.dropFirst(command.count).drop { $0 == " " }
    switch command {
    case "EHLO": return greet(extended: true)
    case "HELO": return greet(extended: false)
    case "MAIL": return mail(rest)
    case "RCPT": return rcpt(rest)
    case "DATA": return data()
    case "RSET":
      reset()
      return .reply("250 2.0.0 Ok")
    case "NOOP": return .reply("250 2.0.0 Ok")
    case "VRFY": return .reply("252 2.5.2 Cannot verify; send it and see")
    case "QUIT": return .close("221 2.0.0 Bye")
    case "HELP": return .reply("214 2.0.0 EHLO HELO MAIL RCPT DATA RSET NOOP VRFY QUIT")
    default: return .reply("500 5.5.2 Unknown command")
    }
  }

  private mutating func greet(extended: Bool) -> Answer {
    reset()
    isGreeted = true
    guard extended else { return .reply("250 \(hostName)") }
    let lines = [hostName, "PIPELINING", "SIZE \(maximumOctets)", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES"]
    return .reply(
      lines.enumerated().map { "250\($0.offset == lines.count - 1 ? " " : "-")\($0.element)" }
        .joined(separator: "\r\n"))
  }

  private mutating func mail(_ text: Substring) -> Answer {
    guard reversePath == nil else { return .reply("503 5.5.1 A transaction is open; RSET ends it") }
    guard let (path, parameters) = Self.path(text, keyword: "FROM:") else {
      return .reply("501 5.5.4 Write MAIL FROM:<address>")
    }
    var address: AddrSpec?
    if !path.isEmpty {
      guard let read = self.address(path) else { return .reply("501 5.1.7 The sender is no address") }
      address = read
    }
    do throws(SMTPParameters.Refusal) {
      notification = try SMTPParameters.mail(parameters, maximumOctets: maximumOctets)
    } catch {
      return .reply(error.reply)
    }
    reversePath = .some(address)
    return .reply("250 2.1.0 Ok")
  }

  /// An address that can go over the wire; a local name, such as the postmaster that RFC 5321 §4.5.1 demands, gets the
  /// default domain.
  private func address(_ path: String) -> AddrSpec? {
    guard let written = AddrSpec(parsing: path), !written.localPart.isEmpty else { return nil }
    let address =
      written.domain.isEmpty ? AddrSpec(localPart: written.localPart, domain: defaultDomain) : written
    return address.isSendable ? address : nil
  }

  private mutating func rcpt(_ text: Substring) -> Answer {
    guard reversePath != nil else { return .reply("503 5.5.1 MAIL comes first") }
    guard recipients.addresses.count < Self.maximumRecipients else {
      return .reply("452 4.5.3 Too many recipients; send the message again for the rest")
    }
    guard let (path, parameters) = Self.path(text, keyword: "TO:") else {
      return .reply("501 5.5.4 Write RCPT TO:<address>")
    }
    guard let address = address(path) else { return .reply("501 5.1.3 The recipient is no address") }
    do throws(SMTPParameters.Refusal) {
      let request = try SMTPParameters.recipient(parameters)
      // Given twice, the recipient is one, and what it asked first counts.
      if recipients.append(address), request != RecipientRequest() { requests[address] = request }
    } catch {
      return .reply(error.reply)
    }
    return .reply("250 2.1.5 Ok")
  }

  private func data() -> Answer {
    guard reversePath != nil else { return .reply("503 5.5.1 MAIL comes first") }
    guard !recipients.addresses.isEmpty else { return .reply("554 5.5.1 No recipients") }
    return .startData("354 End data with <CR><LF>.<CR><LF>")
  }

  /// "FROM:<path> NAME=value …" in its pieces; white space behind the colon is tolerated.
  private static func path(
    _ text: Substring, keyword: String
  ) -> (path: String, parameters: [SMTPParameters.Parameter])? {
    guard text.prefix(keyword.count).uppercased() == keyword else { return nil }
    let rest = text.dropFirst(keyword.count).drop { $0 == " " }
    guard rest.first == "<", let end = closingBracket(of: rest) else { return nil }
    let parameters = rest[rest.index(after: end)...].split(separator: " ").map { word -> SMTPParameters.Parameter in
      let name = word.prefix { $0 != "=" }
      return (name: name.uppercased(), value: name.count == word.count ? nil : String(word.dropFirst(name.count + 1)))
    }
    return (String(rest[rest.index(after: rest.startIndex)..<end]), parameters)
  }

  /// The bracket that ends a path; one within a quoted local-part does not. RFC 5321 §4.1.2.
  private static func closingBracket(of path: Substring) -> String.Index? {
    var isQuoted = false
    var isEscaped = false
    for index in path.indices {
      let character = path[index]
      if isEscaped {
        isEscaped = false
      } else if isQuoted && character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if character == ">" && !isQuoted {
        return index
      }
    }
    return nil
  }
}
