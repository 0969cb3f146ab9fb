import TestSupport
import Testing

@testable import Commands

struct LineDifferenceTests {
  @Test func `the same is nothing`() {
    #expect(LineDifference.text(from: [], to: [], path: "x").isEmpty)
    #expect(LineDifference.text(from: ["a", "b"], to: ["a", "b"], path: "x").isEmpty)
  }

  @Test func `a changed line is shown with what is around it`() {
    let old = ["From: a", "Bcc: b", "To: c", "", "text"]
    let new = ["Received: x", "From: a", "To: c", "", "other text"]
    #expect(
      LineDifference.text(from: old, to: new, path: "message") == """
        --- a/message
        +++ b/message
        @@ -1,5 +1,5 @@
        +Received: x
         From: a
        -Bcc: b
         To: c
         
        -text
        +other text

        """)
  }

  /// Whatever changes, taking the lines marked "+" and " " of a diff that shows all gives the new text.
  @Test func `a diff holds both texts`() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<500 {
      let old = (0..<Int(random.next() % 6)).map { _ in String(random.next() % 4) }
      let new = (0..<Int(random.next() % 6)).map { _ in String(random.next() % 4) }
      let lines = LineDifference.text(from: old, to: new, path: "x").split(separator: "\n").dropFirst(3)
      if old == new {
        #expect(lines.isEmpty)
        continue
      }
      #expect(lines.filter { $0.first != "-" }.map { String($0.dropFirst()) } == new, "\(old) \(new)")
      #expect(lines.filter { $0.first != "+" }.map { String($0.dropFirst()) } == old, "\(old) \(new)")
    }
  }

  @Test func `what differs in everything is replaced as a whole`() {
    let old = (0..<5_000).map { "a\($0)" }
    let text = LineDifference.text(from: ["x"] + old, to: ["x"] + old.map { $0 + "b" }, path: "x")
    #expect(text.split(separator: "\n").count == 3 + 1 + 10_000)
  }

  @Test func `a message is compared by what it says`() {
    let octets = Array(
      "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n"
        .utf8
    )
      + Array("Content-Transfer-Encoding: base64\r\n\r\nR3LDvMOfZQ==\r\n--b\r\nContent-Type: image/png\r\n\r\nabc\r\n--b--\r\n".utf8)
    let lines = ReadableMessage.lines(of: octets)
    #expect(lines.prefix(2) == ["Subject: x", "Content-Type: multipart/mixed; boundary=b"])
    #expect(lines.contains("Grüße") && lines.contains("--- part 1.2: image/png ---"))
    #expect(lines.last?.hasPrefix("(3 octets, SHA-256 ba7816bf8f01cfea") == true)
  }

  @Test(arguments: ["", "\n", "\u{1b}[2J", "x"])
  func `anything can be shown`(text: String) {
    #expect(!ReadableMessage.lines(of: Array(text.utf8)).joined().contains("\u{1b}"))
  }
}
