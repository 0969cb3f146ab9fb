internal import Configuration
package import MailSyntax

/// Makes the envelope of a message that came by sendmail's command line.
///
/// Recipients are the union of those in the arguments and, with `-t`, those in the fields, each once, as Postfix does;
/// exim removes the argument's recipients instead, and ssmtp drops the mail.
package struct EnvelopeBuilder {
  let arguments: SendmailArguments
  /// The login name of the caller, for a message without `-f`.
  let user: String
  /// What is appended to a recipient or sender without domain.
  let defaultDomain: String

  init(arguments: SendmailArguments, user: String, defaultDomain: String) {
    self.arguments = arguments
    self.user = user
    self.defaultDomain = defaultDomain
  }

  package init(arguments: SendmailArguments, gate: Gate) {
    self.init(
      arguments: arguments, user: gate.host.user,
      defaultDomain: gate.configuration.submission.defaultDomain ?? gate.host.name)
  }

  /// An address that cannot be sent to, or none at all.
  package struct Problem: Error {
    package let status: ExitStatus
    package let message: String
  }

  package func envelope(for message: Message) throws(Problem) -> Envelope {
    var recipients = OrderedAddresses()
    for argument in arguments.recipients {
      for address in try addresses(in: argument) { recipients.append(try qualified(address)) }
    }
    if arguments.takesRecipientsFromFields {
      for field in Self.recipientFields(of: message) {
        for address in try addresses(in: field, of: message) { recipients.append(try qualified(address)) }
      }
    }
    if let other = recipients.addresses.first(where: { !$0.isSendable }) {
      throw Problem(
        status: .data,
        message:
          "the address \(Terminal.quoted(other.wireForm)) holds a character that no address may hold, or more than "
          + "\(AddrSpec.maximumOctets) octets; correct it")
    }
    guard !recipients.addresses.isEmpty else { throw noRecipients }
    return Envelope(
      reversePath: try reversePath(), recipients: recipients.addresses,
      notification: NotificationRequest(
        notify: arguments.notify, returned: arguments.returned, envelopeID: arguments.envelopeID,
        bodyType: arguments.bodyType))
  }

  /// RFC 5322 §3.6.6: a message that was resent is for the Resent- recipients; its To and Cc tell of an earlier
  /// sending.
  static func recipientFields(of message: Message) -> [Field] {
    let resent: [FieldName] = [.resentTo, .resentCc, .resentBcc]
    let own: [FieldName] = [.to, .cc, .bcc]
    let resentFields = message.fields(of: message.parts[0]).filter { resent.contains($0.kind) }
    guard resentFields.isEmpty else { return resentFields }
    return message.fields(of: message.parts[0]).filter { own.contains($0.kind) }
  }

  /// The sender given, else the caller's own address; nil for the null reverse-path (RFC 5321 §4.5.5).
  private func reversePath() throws(Problem) -> AddrSpec? {
    guard let sender = arguments.sender else { return AddrSpec(localPart: user, domain: defaultDomain) }
    if sender.isEmpty || sender == "<>" { return nil }
    guard Self.isUTF8(sender), let address = AddrSpec(parsing: sender), address.isSendable else {
      throw Problem(
        status: .usage,
        message: "the sender \(Terminal.quoted(sender)) of option -f is no address; write it as name@domain")
    }
    return try qualified(address)
  }

  /// Whether an argument was UTF-8 (RFC 6531 §3.3): Swift reads octets that are not as U+FFFD, which would be another
  /// address.
  private static func isUTF8(_ argument: String) -> Bool { !argument.unicodeScalars.contains("\u{FFFD}") }

  private func addresses(in argument: String) throws(Problem) -> [AddrSpec] {
    // A list of addresses may be folded in a message, never in an argument: there a line end is an attempt to speak
    // SMTP.
    guard !argument.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
      throw Problem(
        status: .data, message: "the recipient \(Terminal.quoted(argument)) holds a control character; remove it")
    }
    guard Self.isUTF8(argument) else {
      throw Problem(
        status: .data,
        message: "the recipient \(Terminal.quoted(argument)) is not UTF-8, and what is meant would be a guess")
    }
    let mailboxes = AddressList.parse(Array(argument.utf8)).map(\.address)
    guard !mailboxes.isEmpty || argument.allSatisfy({ $0 == " " || $0 == "," }) else {
      throw Problem(
        status: .data, message: "the recipient \(Terminal.quoted(argument)) is no address; write it as name@domain")
    }
    return mailboxes
  }

  /// Programs differ on which control character ends a line or a word, so one in a list of recipients would be read in
  /// two ways. Line ends are for `message/smuggling` to judge; a tab is white space, and an escape begins a name in
  /// ISO-2022-JP.
  private func addresses(in field: Field, of message: Message) throws(Problem) -> [AddrSpec] {
    let allowed: [UInt8] = [UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x1B]
    let isControl: (UInt8) -> Bool = { $0 < 0x20 && !allowed.contains($0) || $0 == 0x7F }
    if let offset = field.body.first(where: { isControl(message.octets[$0]) }) {
      let place = LineIndex(message.octets).position(of: offset)
      throw Problem(
        status: .data,
        message:
          "line \(place.line), column \(place.column): a control character in a field from which recipients are taken "
          + "(-t); remove it")
    }
    return message.mailboxes(in: field).map(\.address)
  }

  /// A local user's name gets the default domain; several words without a domain are nobody's name.
  private func qualified(_ address: AddrSpec) throws(Problem) -> AddrSpec {
    guard address.domain.isEmpty else { return address }
    guard !address.localPart.utf8.contains(UInt8(ascii: " ")) else {
      throw Problem(
        status: .data, message: "\(Terminal.quoted(address.localPart)) is no address; write it as name@domain")
    }
    return AddrSpec(localPart: address.localPart, domain: defaultDomain)
  }

  private var noRecipients: Problem {
    arguments.takesRecipientsFromFields
      ? Problem(status: .data, message: "no recipients: the message has no address in To, Cc or Bcc")
      : Problem(
        status: .usage, message: "no recipients: name them as arguments, or give -t to take them from To, Cc and Bcc")
  }
}

/// Addresses in the order in which they first came, without duplicates by meaning.
struct OrderedAddresses {
  private(set) var addresses: [AddrSpec] = []
  private var keys: Set<String> = []

  /// - Returns: whether it was not there yet.
  @discardableResult
  mutating func append(_ address: AddrSpec) -> Bool {
    guard keys.insert(address.comparisonKey).inserted else { return false }
    addresses.append(address)
    return true
  }
}
