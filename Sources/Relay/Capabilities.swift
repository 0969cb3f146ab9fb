/// What the smarthost offers, from its answer to the last EHLO. RFC 5321 §4.1.1.1.
struct Capabilities: Sendable, Hashable {
  /// RFC 2920.
  var pipelining = false
  /// RFC 6152.
  var eightBitMIME = false
  /// RFC 6531.
  var smtpUTF8 = false
  /// RFC 3461.
  var dsn = false
  /// RFC 1870.
  var size = false
  /// The largest message in octets; nil if there is no fixed limit.
  var maximumOctets: Int?

  init() {}

  /// - Parameter lines: the text of the reply's lines without codes; the first is the greeting.
  init(ehlo lines: [String]) {
    for line in lines.dropFirst() {
      let words = line.split(separator: " ")
      switch words.first?.uppercased() {
      case "PIPELINING": pipelining = true
      case "8BITMIME": eightBitMIME = true
      case "SMTPUTF8": smtpUTF8 = true
      case "DSN": dsn = true
      case "SIZE":
        size = true
        // RFC 1870 §4: a limit of 0, or none, means no fixed limit.
        if words.count > 1, let limit = Int(words[1]), limit > 0 { maximumOctets = limit }
      default: break
      }
    }
  }

  /// The capabilities after the connection phase, whose reply lines are given with their codes.
  ///
  /// Of several EHLO answers only the last counts: what was said before STARTTLS is forgotten (RFC 3207 §4.2).
  /// After EHLO no reply but its own has the code 250 until the first transaction.
  init(connecting lines: [String]) {
    var last: [String] = []
    var current: [String] = []
    for line in lines where line.hasPrefix("250") {
      current.append(String(line.dropFirst(4)))
      if !line.hasPrefix("250-") {
        last = current
        current = []
      }
    }
    self.init(ehlo: last)
  }
}
