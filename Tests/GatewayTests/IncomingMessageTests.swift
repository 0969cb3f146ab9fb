import MailSyntax
import Testing

@testable import Gateway

struct IncomingMessageTests {
  private func read(_ text: String) -> String {
    String(decoding: IncomingMessage.read(Array(text.utf8)).octets, as: UTF8.self)
  }

  @Test("A leading mbox line goes")
  func mailboxLine() {
    #expect(read("From user@x Sat Nov 21 10:00:00 2026\nTo: a@x.test\n\nb\n") == "To: a@x.test\n\nb\n")
  }

  @Test("A missing blank line comes in where the fields end")
  func separator() {
    #expect(read("To: a@x.test\nthis is no field\nb\n") == "To: a@x.test\n\nthis is no field\nb\n")
    #expect(read("To: a@x.test\r\nthis is no field\r\n") == "To: a@x.test\r\n\r\nthis is no field\r\n")
  }

  @Test("All else stays as it is", arguments: ["", "\n", "To: a@x.test\n\nb", "To: a@x.test\n", "To: a\n b\n\n\0\r\n"])
  func unchanged(_ text: String) { #expect(read(text) == text) }
}
