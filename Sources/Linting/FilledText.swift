import Policy

extension Linter {
  /// A message with its placeholders filled in; the values may come from the message and are shown as evidence is.
  ///
  /// `{host}` stands for a value. `{count|one link leads|# links lead}` is the first form where the value is 1, else
  /// the second, in which `#` stands for the value. A name without a value leaves nothing.
  static func text(_ message: LocalText?, _ values: [String: String], _ language: Language) -> String? {
    guard let message else { return nil }
    var text = ""
    // By octets: the signs are ASCII, and looking at characters would take longer than all the rest of a finding.
    var rest = message(language).utf8[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "{")), let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      text += Substring(rest[..<open])
      text += filled(Substring(rest[rest.index(after: open)..<close]), values)
      rest = rest[rest.index(after: close)...]
    }
    return text + Substring(rest)
  }

  private static func filled(_ placeholder: Substring, _ values: [String: String]) -> String {
    let forms = placeholder.utf8.split(separator: UInt8(ascii: "|"), maxSplits: 2, omittingEmptySubsequences: false)
    guard let value = values[String(Substring(forms[0]))].map({ Hit.evidence($0.utf8) }) else { return "" }
    guard forms.count == 3 else { return value }
    if value == "1" { return String(Substring(forms[1])) }
    return Substring(forms[2]).split(separator: "#", omittingEmptySubsequences: false).joined(separator: value)
  }
}
