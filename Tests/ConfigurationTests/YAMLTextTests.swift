import Testing

@testable import Configuration

@Suite struct YAMLTextTests {
  @Test(arguments: [
    ("beispiel.de", "beispiel.de"), ("/var/spool/presend", "/var/spool/presend"), ("a b", "\"a b\""), ("", "\"\""),
    ("no", "\"no\""), ("On", "\"On\""), ("123", "\"123\""), ("*.x.de", "\"*.x.de\""), ("a: b", "\"a: b\""),
    ("a\"b\\c", "\"a\\\"b\\\\c\""), ("a\nb\u{1}", "\"a\\nb\\u0001\""), ("- a", "\"- a\""),
  ])
  func isWritten(_ text: String, _ yaml: String) { #expect(YAMLText.quoted(text) == yaml) }

  /// Whatever text a configuration holds is read back from what is written; but for a leading U+FEFF, which reading
  /// takes for a byte order mark.
  @Test func whatIsWrittenIsReadBack() throws {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces =
      Array("abzAZ09 .:-#\"'\\{}[],&*!|>%@`~\n\t?=äß€😀").map(String.init) + [
        "\u{85}", "\u{2028}", "\u{A0}", "\r", "\u{1B}", "null", "true", "e\u{301}",
      ]
    for _ in 0..<3_000 {
      let text = (0..<1 + random(6)).map { _ in pieces[random(pieces.count)] }.joined()
      let yaml = "key: \(YAMLText.quoted(text))\n"
      let read = try #require(try YAMLReader(yaml: yaml, file: "x")).mapping(keys: ["key"]).required("key").string()
      #expect(Array(read.utf8) == Array(text.utf8), "\(yaml)")
    }
  }
}
