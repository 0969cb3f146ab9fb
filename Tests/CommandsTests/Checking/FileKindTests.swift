import MailContent
import Testing

@testable import Commands

struct FileKindTests {
  @Test(
    "By name",
    arguments: [
      ("a.eml", FileKind.message), ("a.EML", .message), ("box.mbox", .mailbox), ("a.html", .template(nil, .html)),
      ("welcome.blade.php", .template(.blade, .html)), ("mail.mjml", .template(.mjml, .html)),
      ("mail.txt", .template(nil, .plain)), ("mail.mjml.twig", .template(.mjml, .html)),
      ("mail.eml.erb", .message), ("body-text.jinja", .template(.jinja, .plain)), ("a.md.erb", .template(.erb, .plain)),
      ("welcome.text.erb", .template(.erb, .plain)), ("welcome.html.erb", .template(.erb, .html)), ("logo.png", .other),
      ("README", .other),
    ])
  func name(_ name: String, _ kind: FileKind) { #expect(FileKind(name: name) == kind) }

  @Test(
    "Programs are declined with advice", arguments: [("mail.tsx", "HTML it exports"), ("mail.pug", "HTML it makes")])
  func declined(_ name: String, _ words: String) {
    guard case .declined(let advice) = FileKind(name: name) else { return #expect(Bool(false)) }
    #expect(advice.contains(words))
  }

  @Test(
    "By content where the name does not tell",
    arguments: [
      ("saved", "From: a@b.test\nTo: c@d.test\n\nx", FileKind.message),
      ("saved.txt", "Received: x\n by y\nSubject: z\n\nx", .message),
      ("notes.txt", "Subject of the day: nothing\nreally\n", .template(nil, .plain)),
      ("page", "<!DOCTYPE html><html>", .template(nil, .html)),
      ("alert", "#set($subject = 'x')\nHi", .template(nil, .plain)),
      ("run", "#!/bin/sh\n#if(x)\n", .other), ("data", "key: value\nother: value\n", .other), ("none", "", .other),
      ("-", "From a@b Sat Nov 21 10:00:00 2026\nFrom: a@b.test\nTo: c@d.test\n\nx\n\nFrom c@d Sat Nov 21 10:00:01 2026\nFrom: c@d.test\n\ny\n", .mailbox),
      ("two.eml", "From a@b Sat Nov 21 10:00:00 2026\nFrom: a@b.test\n\nx\n\nFrom c@d Sat Nov 21 10:00:01 2026\nFrom: c@d.test\n\ny\n", .mailbox),
    ])
  func content(_ name: String, _ text: String, _ kind: FileKind) {
    #expect(FileKind(name: name, octets: Array(text.utf8)) == kind)
  }
}

struct MailboxFileTests {
  @Test("Messages stand behind lines that begin with From, after a blank line or at the start")
  func messages() {
    let text = "From a 10:00\nX: 1\n\nFrom here on\n\nFrom b 10:01\r\nX: 2\r\n\r\ny"
    let octets = Array(text.utf8)
    let found = MailboxFile.messages(in: octets).map { String(decoding: octets[$0], as: UTF8.self) }
    #expect(found == ["X: 1\n\nFrom here on\n\n", "X: 2\r\n\r\ny"])
  }
}
