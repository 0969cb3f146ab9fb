import Testing

@testable import Gateway

struct DotConventionTests {
  private func apply(_ text: String) -> (text: String, ignored: Int) {
    let result = DotConvention.apply(to: Array(text.utf8))
    return (String(decoding: result.octets, as: UTF8.self), result.ignoredOctets)
  }

  @Test("A line with a single dot ends the message", arguments: ["\n", "\r\n"])
  func singleDot(_ end: String) {
    let result = apply("one\(end).\(end)two\(end)")
    #expect(result.text == "one\(end)")
    #expect(result.ignored == "two\(end)".utf8.count)
  }

  @Test("A dot at the very end ends it without rest")
  func lastDot() {
    #expect(apply("one\n.\n") == ("one\n", 0))
    #expect(apply("one\n.") == ("one\n", 0))
    #expect(apply(".") == ("", 0))
  }

  @Test("Stuffed lines lose a dot")
  func stuffed() { #expect(apply("Welt\n..\nEnde").text == "Welt\n.\nEnde") }

  @Test(
    "A caller who does not stuff keeps every dot",
    arguments: ["a\n.b\n..c\n", "../path\n..x\n", "a\n. \n..\n", "a\n.\rb\n"])
  func unstuffed(_ text: String) { #expect(apply(text).text == text) }

  @Test("Without dots nothing changes", arguments: ["", "\n", "a\nb\n", "no end", "a.\n b.\n"])
  func plain(_ text: String) { #expect(apply(text) == (text, 0)) }
}
