import MailQueue
import Testing

@testable import Relay

struct ReplyReaderTests {
  private func replies(_ text: String, pieces: Int) throws -> [Reply] {
    var reader = ReplyReader()
    var replies: [Reply] = []
    let octets = Array(text.utf8)
    for start in stride(from: 0, to: octets.count, by: pieces) {
      reader.append(octets[start..<min(start + pieces, octets.count)])
      while let reply = try reader.next() { replies.append(reply) }
    }
    return replies
  }

  @Test(arguments: 1...9)
  func `however the octets are cut`(pieces: Int) throws {
    let text = "250-a\r\n250-b c\r\n250 d\r\n354\r\n550 5.1.1 no\u{7}x\u{7F}\r\n250 lf only\n"
    #expect(
      try replies(text, pieces: pieces) == [
        Reply(code: 250, text: "a\nb c\nd"), Reply(code: 354, text: ""), Reply(code: 550, text: "5.1.1 no x "),
        Reply(code: 250, text: "lf only"),
      ])
  }

  @Test(arguments: ["hello\r\n", "25\r\n", "250_x\r\n", "250-a\r\n251 b\r\n", "150 x\r\n", "650 x\r\n", "\r\n"])
  func `what is no reply is an error`(text: String) {
    #expect(throws: ReplyReader.Malformed.self) { try replies(text, pieces: 100) }
  }

  @Test func `a line or a reply without end is cut off`() {
    #expect(throws: ReplyReader.Malformed.self) {
      try replies(String(repeating: "x", count: ReplyReader.maximumReplyOctets + 2), pieces: 4096)
    }
    #expect(throws: ReplyReader.Malformed.self) {
      try replies(String(repeating: "250-x\r\n", count: ReplyReader.maximumReplyOctets / 6), pieces: 4096)
    }
  }

  @Test func `capabilities are those of the last EHLO`() {
    let capabilities = Capabilities(connecting: [
      "220 x", "250-x", "250-PIPELINING", "250-SIZE 5", "250 STARTTLS", "220 ready", "250-x", "250-size 1000",
      "250-8bitmime", "250 DSN", "334 ", "235 ok",
    ])
    #expect(!capabilities.pipelining && capabilities.eightBitMIME && capabilities.dsn && !capabilities.smtpUTF8)
    #expect(capabilities.maximumOctets == 1000)
    #expect(Capabilities(ehlo: ["x", "SIZE 0"]).maximumOctets == nil)
    #expect(Capabilities(connecting: ["220 x", "502 no", "250 hello"]) == Capabilities())
  }

  @Test(arguments: [
    ("5.1.1 no", "5.1.1"), ("2.0.0\nok", "2.0.0"), ("5.1 no", nil), ("3.1.1 x", nil), ("5.1.1000 x", nil), ("", nil),
    ("5..1 x", nil),
  ])
  func `enhanced status codes`(text: String, code: String?) {
    #expect(Reply(code: 550, text: text).enhancedCode == code)
  }
}
