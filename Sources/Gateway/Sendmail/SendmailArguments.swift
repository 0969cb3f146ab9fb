internal import MailQueue

/// sendmail's command line, read as Postfix and sendmail 8 read it.
///
/// Real callers give options joined or apart (`-fx`, `-f x`), several times (`-t -i -t`), after recipients, and with
/// `--`. Options that change nothing here (`-m`, `-U`, `-oem` …) are accepted and ignored, because refusing them loses
/// mail.
package struct SendmailArguments: Equatable {
  enum Mode: Equatable {
    /// Take one message from standard input (`-bm`).
    case deliver
    /// Speak SMTP on standard input and output (`-bs`).
    case smtpSession
    /// List the queue (`-bp`, `mailq`); with `--json` as `postqueue -j` does.
    case listQueue(asJSON: Bool)
    /// Try all that waits (`-q`), or what the given ids name (`-qI`).
    case flush(ids: [String])
    /// Rebuild aliases (`-bi`, `newaliases`): presend has none, so there is nothing to do.
    case aliases
    /// Say whether the recipients can be read, deliver nothing (`-bv`).
    case verify
  }

  var mode = Mode.deliver
  /// Recipients are read from the fields (`-t`).
  var takesRecipientsFromFields = false
  /// A line with a single dot is data (`-i`, `-oi`).
  var ignoresDots = false
  /// The reverse-path as written (`-f`, `-r`); nil when not given, "" or "<>" for the null reverse-path.
  package var sender: String?
  /// The author's name where the message has no From (`-F`).
  var fullName: String?
  /// As written; each may be a list with commas.
  package var recipients: [String] = []
  /// `-N`, `-R`, `-V`, `-B`.
  var notify: String?
  var returned: String?
  var envelopeID: String?
  var bodyType: String?

  /// What is wrong with a command line, for standard error.
  package struct Problem: Error, Equatable {
    package let message: String
  }

  /// - Parameters:
  ///   - program: the last component of argv[0]: sendmail, mailq or newaliases.
  ///   - arguments: argv without argv[0].
  package init(program: String, arguments: [String]) throws(Problem) {
    if program == "mailq" { mode = .listQueue(asJSON: false) }
    if program == "newaliases" { mode = .aliases }
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        recipients += rest
        return
      }
      if argument == "--json", case .listQueue = mode {
        mode = .listQueue(asJSON: true)
      } else if argument.utf8.first == UInt8(ascii: "-"), argument.utf8.count > 1 {
        try readOptions(argument.dropFirst(), following: &rest)
      } else {
        recipients.append(argument)
      }
    }
  }

  /// Options without a value; they may be joined, as in `-ti`.
  private static let flags = "tivnmUGs"
  /// Options with a value, joined or apart.
  private static let valued = "frFNRVBOhLXApdDCM"

  private mutating func readOptions(
    _ group: Substring, following rest: inout ArraySlice<String>
  ) throws(Problem) {
    var group = group
    while let letter = group.popFirst() {
      switch letter {
      case "b": return try readMode(group)
      case "q": return readFlush(group)
      case "o": return try readOldOption(group, following: &rest)
      case "e": return  // -em, -ep: how errors are reported; here always by exit status
      case _ where Self.valued.contains(letter):
        var value = String(group)
        if value.isEmpty && !(letter == "d") {
          guard let next = rest.popFirst() else { throw Problem(message: "option -\(letter) needs a value") }
          value = next
        }
        return try take(letter, value)
      case _ where Self.flags.contains(letter): take(flag: letter)
      default:
        throw Problem(
          message: "unknown option -\(Terminal.safe(String(letter))); see sendmail(1) for those that are known")
      }
    }
  }

  private mutating func take(flag: Character) {
    switch flag {
    case "t": takesRecipientsFromFields = true
    case "i": ignoresDots = true
    default: break
    }
  }

  private mutating func take(_ letter: Character, _ value: String) throws(Problem) {
    switch letter {
    case "f", "r": sender = value
    case "F": fullName = value
    case "N": notify = try Self.notify(value)
    case "R": returned = try Self.returned(value)
    case "V": envelopeID = try Self.envelopeID(value)
    case "B": bodyType = value.uppercased() == "8BITMIME" ? "8BITMIME" : "7BIT"
    case "C":
      throw Problem(
        message: Host.hasForeignRights
          ? "option -C is not supported: the configuration is the administrator's"
          : "option -C is not supported; set the configuration with PRESEND_CONFIG")
    default: break
    }
  }

  private mutating func readMode(_ letters: Substring) throws(Problem) {
    switch letters.first {
    case "m": mode = .deliver
    case "s": mode = .smtpSession
    case "p": mode = .listQueue(asJSON: false)
    case "i": mode = .aliases
    case "v": mode = .verify
    case "d", "D", "t", "h", "H":
      throw Problem(
        message:
          "mode \(Terminal.quoted("-b" + letters)) is not supported; presend runs no SMTP listener under this name")
    default: throw Problem(message: "unknown mode \(Terminal.quoted("-b" + letters))")
    }
  }

  /// `-q`, `-q15m` (an interval: one run here), `-qIid`, `-qRsite`, `-qSsender`.
  private mutating func readFlush(_ rest: Substring) {
    mode = .flush(ids: rest.first == "I" ? [String(rest.dropFirst())] : [])
  }

  /// `-oX…`: the options of old sendmail, one letter each; `-o` may also stand apart from its letter.
  private mutating func readOldOption(
    _ option: Substring, following rest: inout ArraySlice<String>
  ) throws(Problem) {
    var option = String(option)
    if option.isEmpty {
      guard let next = rest.popFirst() else { throw Problem(message: "option -o needs a value") }
      option = next
    }
    switch option.first {
    case "i": ignoresDots = true
    default: break  // -odi, -odb: the queue is durable, so all modes of delivery are one; -oem and others: ignored
    }
  }

  /// RFC 3461 §4.1: "never", or any of success, failure and delay.
  private static func notify(_ value: String) throws(Problem) -> String {
    guard let notify = RecipientRequest.notify(value) else {
      throw Problem(
        message: "option -N takes never, or a list of success, failure and delay; not \(Terminal.quoted(value))")
    }
    return notify
  }

  /// Spelled for the wire, as Postfix does: the caller gives it as it is. RFC 3461 §4.4.
  private static func envelopeID(_ value: String) throws(Problem) -> String {
    let spelled = Xtext.encode(value)
    guard Xtext.isEnvelopeID(spelled) else {
      throw Problem(
        message: "option -V takes printable ASCII, at most \(Xtext.maximumEnvelopeID) characters with \"+\" and \"=\" counted three times")
    }
    return spelled
  }

  /// RFC 3461 §4.3.
  private static func returned(_ value: String) throws(Problem) -> String {
    let word = value.lowercased()
    guard word == "full" || word == "hdrs" else {
      throw Problem(message: "option -R takes full or hdrs, not \(Terminal.quoted(value))")
    }
    return word
  }
}
