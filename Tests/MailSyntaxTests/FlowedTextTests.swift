import MailSyntax
import Testing

struct FlowedTextTests {
  @Test(arguments: [
    ("a \nb\n", false, ["0 a b"]), ("a \r\nb\r\n", false, ["0 a b"]), ("a \nb\n", true, ["0 ab"]),
    ("a\nb\n", false, ["0 a", "0 b"]),
    (">> a \n>> b\n> c\n", false, ["2 a b", "1 c"]), (" From x\n", false, ["0 From x"]),
    ("> a \nb\n", false, ["1 a ", "0 b"]),
    ("a \n-- \nb\n", false, ["0 a ", "0 -- ", "0 b"]), ("", false, []), ("a ", false, ["0 a "]), ("a", false, ["0 a"]),
  ])
  func paragraphs(_ text: String, _ deletesSpace: Bool, _ expected: [String]) {
    let found = FlowedText.paragraphs(of: text.octets, deletesSpace: deletesSpace)
    #expect(found.map { "\($0.quoteDepth) \($0.text)" } == expected, "\(visible(text))")
    #expect(found.first?.octets.lowerBound ?? 0 == 0 && found.last?.octets.upperBound ?? 0 == text.utf8.count)
  }
}
