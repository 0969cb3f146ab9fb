/// What mail programs put before the subject of an answer or of a message that is passed on.
enum SubjectPrefix: Sendable {
  case reply, forward

  /// In lower case, as programs of many languages write them; `a`, `r` and `i` alone are too short to be told from
  /// words.
  private static let replies: Set<String> = [
    "re", "aw", "antw", "antwort", "sv", "vs", "odp", "rif", "res", "rsp", "ynt",
  ]
  private static let forwards: Set<String> = [
    "fwd", "fw", "wg", "weitergeleitet", "tr", "rv", "enc", "vl", "doorst", "pd",
  ]
  /// The longest of them, with a count as in "Re[2]:".
  private static let maximumOctets = 20

  /// - Parameter subject: decoded. Tags in brackets before the prefix, as mailing lists set them, are skipped.
  init?(_ subject: String) {
    var rest = subject.drop { $0 == " " }
    while rest.first == "[", let close = rest.firstIndex(of: "]") {
      rest = rest[rest.index(after: close)...].drop { $0 == " " }
    }
    guard let colon = rest.utf8.prefix(Self.maximumOctets).firstIndex(of: UInt8(ascii: ":")) else { return nil }
    var word = rest[..<colon].lowercased()[...]
    if word.last == "]", let open = word.firstIndex(of: "[") { word = word[..<open] }
    if word.last == ")", let open = word.firstIndex(of: "(") { word = word[..<open] }
    while word.last == " " || word.last?.isNumber == true { word.removeLast() }
    if Self.replies.contains(String(word)) {
      self = .reply
    } else if Self.forwards.contains(String(word)) {
      self = .forward
    } else {
      return nil
    }
  }
}
