import MailSyntax
import Testing

@testable import MailQueue

struct DeliveryReportTests {
  private func report(
    _ kind: DeliveryReport.Kind = .failed,
    original: String = "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nTo: x\r\n\r\nbody\r\n",
    to address: AddrSpec = Samples.address("anna@kunde.test"),
    reply: Reply? = Reply(code: 550, text: "5.1.1 no\nsuch user"),
    returned: String? = nil
  ) -> DeliveryReport {
    var entry = Samples.entry()
    entry.original = Array(original.utf8)
    entry.notification.returned = returned
    return DeliveryReport(kind: kind, recipients: [(address, reply)], entry: entry, hostName: "host.test")
  }

  private func text(_ report: DeliveryReport) throws -> String {
    let letter = try #require(report.queueEntry(id: QueueID(arrival: 1), at: 1_800_000_000))
    return String(decoding: letter.original, as: UTF8.self)
  }

  @Test func `is a multipart report that MailSyntax reads`() throws {
    let letter = try #require(report().queueEntry(id: QueueID(arrival: 1), at: 1_800_000_000))
    #expect(letter.reversePath == nil && letter.recipients == [Samples.sender] && letter.noticeOf != nil)
    let message = Message.parse(letter.original)
    #expect(message.defects.isEmpty, "\(message.defects)")
    #expect(
      message.parts.map(\.mediaType) == [
        "multipart/report", "text/plain", "message/delivery-status", "text/rfc822-headers",
      ])
    let body = String(decoding: message.decodedText(of: message.parts[1]), as: UTF8.self)
    #expect(body.contains("anna@kunde.test") && body.contains("There is no such mailbox."))
    #expect(body.contains("Dieses Postfach gibt es nicht. Prüfen Sie") && body.contains("Subject: Grüße"))
    let fields = letter.original
    #expect(String(decoding: fields, as: UTF8.self).contains("Auto-Submitted: auto-replied\r\n"))
  }

  @Test func `has the fields of RFC 3464`() throws {
    let text = try text(report())
    #expect(
      text.contains(
        "Final-Recipient: rfc822; anna@kunde.test\r\nAction: failed\r\nStatus: 5.1.1\r\n"
          + "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n"))
    #expect(text.contains("Reporting-MTA: dns; host.test\r\n") && text.contains("Original-Envelope-Id: Q+1\r\n"))
  }

  @Test func `names the recipient that the sender named`() throws {
    var notice = report()
    notice.entry.requests[notice.recipients[0].address] = RecipientRequest(original: "rfc822;Anna+2Bx@kunde.test")
    #expect(
      try text(notice).contains(
        "Original-Recipient: rfc822; Anna+x@kunde.test\r\nFinal-Recipient: rfc822; anna@kunde.test\r\n"))
  }

  @Test func `reports those alone for whom it is asked`() throws {
    let (anna, bert) = (Samples.address("anna@kunde.test"), Samples.address("bert@kunde.test"))
    var notice = report()
    notice.recipients = [(anna, nil), (bert, nil)]
    notice.entry.requests = [anna: RecipientRequest(notify: "never"), bert: RecipientRequest(notify: "failure")]
    #expect(try !text(notice).contains("rfc822; anna") && text(notice).contains("rfc822; bert"))
    notice.kind = .delayed(until: 5)
    #expect(notice.queueEntry(id: QueueID(arrival: 1), at: 1) == nil)
    notice.kind = .relayed
    #expect(notice.queueEntry(id: QueueID(arrival: 1), at: 1) == nil)
    notice.entry.requests[bert] = RecipientRequest(notify: "success,delay")
    #expect(
      try text(notice).contains("Final-Recipient: rfc822; bert@kunde.test\r\nAction: relayed\r\nStatus: 2.0.0\r\n"))
  }

  @Test(arguments: [
    ("en", "Not delivered", "nicht zugestellt"), ("de", "nicht zugestellt", "Not delivered"),
  ])
  func `speaks the language of the entry alone`(language: String, said: String, unsaid: String) throws {
    var notice = report()
    notice.entry.language = language
    let subject = try #require(try text(notice).split(separator: "\r\n").first { $0.hasPrefix("Subject:") })
    #expect(subject.contains(said) && !subject.contains(unsaid))
    #expect(try !text(notice).contains("--------"))
  }

  @Test func `writes addresses beyond ASCII in ASCII`() throws {
    let text = try text(report(to: AddrSpec(localPart: "jörg", domain: "kunde.test")))
    #expect(text.contains("Final-Recipient: utf-8; j\\x{F6}rg@kunde.test\r\n"))
  }

  @Test func `every line ends with CRLF and no NUL is left`() throws {
    let original = "Subject: a\nX: b\rY: c\0d\r\n\nbody"
    let octets = Array(try text(report(original: original)).utf8)
    for (index, octet) in octets.enumerated() {
      if octet == 0x0A { #expect(octets[index - 1] == 0x0D) }
      if octet == 0x0D { #expect(octets[index + 1] == 0x0A) }
      #expect(octet != 0)
    }
  }

  @Test func `returns the whole message only where it is asked for`() throws {
    #expect(try text(report()).contains("body\r\n--") == false)
    let whole = try text(report(returned: "full"))
    #expect(whole.contains("Content-Type: message/rfc822\r\n") && whole.contains("\r\n\r\nbody\r\n--"))
    #expect(try text(report(.delayed(until: 5), reply: nil, returned: "FULL")).contains("rfc822-headers"))
  }

  @Test func `returns what was to be sent, never the Bcc of what was submitted`() throws {
    var notice = report(original: "Bcc: secret@x.test\r\nSubject: x\r\n\r\nbody\r\n", returned: "full")
    let recipient = notice.recipients[0].address
    notice.entry.variants = [QueueVariant(recipients: [recipient], octets: Array("Subject: x\r\n\r\nbody\r\n".utf8))]
    #expect(try !text(notice).contains("secret"))
    notice.entry.notification.returned = nil
    #expect(try !text(notice).contains("secret"))
  }

  @Test(arguments: [
    ("a: 1\r\n\r\nb", "a: 1\r\n"), ("a: 1\n\nb", "a: 1\n"), ("a: 1", "a: 1"), ("\r\nb", ""), ("", ""),
    ("a: 1\n\r\nb", "a: 1\n"),
  ])
  func `finds the end of the header section`(message: String, section: String) {
    #expect(Array(DeliveryReport.headerSection(of: Array(message.utf8))) == Array(section.utf8))
  }

  @Test func `a hostile header section is cut at a line`() {
    let message = Array(String(repeating: "X: 0123456789\r\n", count: 10_000).utf8)
    let section = DeliveryReport.headerSection(of: message)
    #expect(section.count <= DeliveryReport.maximumHeaderOctets && section.last == 0x0A)
  }

  @Test(arguments: ["5.1.1", "5.2.2", "5.3.4", "5.7.1", "4.4.7", "5.9.9", "4.9.9"])
  func `every status has a meaning in both languages`(status: String) {
    let meaning = StatusMeaning(status: status, reply: nil)
    #expect(!meaning.english.isEmpty && !meaning.german.isEmpty && meaning.english != meaning.german)
  }
}
