import MailSyntax
import Testing

@testable import Linting

@Suite struct MandatoryFieldsTests {
  private func rewritten(_ message: Message, from: String? = nil) -> String {
    let fields = MandatoryFields(messageID: "<new@presend.test>", date: "DATE", from: from)
    return MessageSamples.text(message.applying(fields.edits(for: message)))
  }

  /// Every spelling of a field that must not leave: RFC 5322 §4.5.3 allows blanks before the colon, §2.2.3 folds.
  @Test(arguments: [
    "Bcc: x@y.test\n", "bcc:x@y.test\n", "BCC : x@y.test\n", "Bcc\t: x@y.test\n", "Bcc: x@y.test,\n z@y.test\n",
    "Bcc:\n x@y.test\n", "Bcc:\n", "Resent-Bcc: x@y.test\n", "Return-Path: <x@y.test>\n", "Content-Length: 5\n",
    "Presend-Class: private\n", "X-Bcc: x@y.test\n", "x-odoo-bcc: x@y.test\n", "Bcc: x@y.test\nbCC: z@y.test\n",
  ])
  func `drops`(field: String) {
    let rest = "From: a@b.test\nDate: x\nMessage-ID: <a@b>\nSubject: Bcc: no\n"
    #expect(rewritten(MessageSamples.message(field + rest + "\nBcc: body\n")) == rest + "\nBcc: body\n")
    #expect(rewritten(MessageSamples.message(rest + field + "\nBcc: body\n")) == rest + "\nBcc: body\n")
  }

  @Test func `adds what is missing, with the message's own line ends`() {
    #expect(
      rewritten(MessageSamples.crlf("Subject: x\n\ny"), from: "a@b.test")
        == "From: a@b.test\r\nDate: DATE\r\nMessage-ID: <new@presend.test>\r\nSubject: x\r\n\r\ny")
  }

  @Test func `adds From only when given`() {
    #expect(!rewritten(MessageSamples.message("Subject: x\n\ny")).contains("From"))
  }

  @Test func `leaves the fields of a nested message alone`() {
    let text =
      "From: a@b.test\nDate: x\nMessage-ID: <a@b>\nContent-Type: message/rfc822\n\nBcc: kept@y.test\nSubject: z\n\nq\n"
    #expect(rewritten(MessageSamples.message(text)) == text)
  }
}
