import Testing

@testable import Reporting

@Suite struct TerminalTextTests {
  @Test(arguments: [
    ("plain ~", "plain ~"), ("Grüße 東京", "Grüße 東京"), ("\u{1B}[31m", "␛[31m"), ("a\tb", "a→b"), ("\r\n", "␍␊"),
    ("\u{0}", "␀"), ("\u{7F}", "␡"), ("\u{9B}1m", "<U+009B>1m"), ("\u{202E}x", "<U+202E>x"), ("\u{200B}", "<U+200B>"),
    ("\u{2028}", "<U+2028>"), ("\u{AD}", "<U+00AD>"), ("\u{3000}", "<U+3000>"), ("\u{A0}", " "),
    ("\u{E0041}", "<U+E0041>"),
  ])
  func `shows what could do harm`(text: String, shown: String) {
    #expect(TerminalText.safe(text) == shown)
  }
}

@Suite struct DisplayWidthTests {
  @Test(arguments: [("abc", 3), ("東京", 4), ("e\u{301}", 1), ("😀", 2), ("ä", 1), ("ﾊ", 1), ("한글", 4), ("…", 1)])
  func `counts columns`(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }
}

@Suite struct Decimal3Tests {
  @Test(arguments: [
    (0.0, "0.000"), (0.0004, "0.000"), (0.0005, "0.001"), (1.5, "1.500"), (61.0426, "61.043"), (-1, "0.000"),
    (.infinity, "0.000"),
  ])
  func `has three decimals`(number: Double, text: String) {
    #expect(Decimal3.text(number) == text)
  }
}

@Suite struct ParagraphTests {
  @Test func `breaks at blanks and keeps long words whole`() {
    let text = Paragraph.wrapped("aa bb incomprehensibilities cc\n\nd", width: 8, first: "- ", indent: "  ")
    #expect(text == "- aa bb\n  incomprehensibilities\n  cc\n\n  d")
  }
}
