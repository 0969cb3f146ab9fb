import MailSyntax
import Testing

struct DeliveryStatusTests {
  @Test func groups() throws {
    let message = Message.parse(
      """
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.test

      Final-Recipient: rfc822;
       a@kunde.test
      Action: failed
      Status: 5.1.1

      Final-Recipient: rfc822; b@kunde.test
      Action: relayed

      """.octets)
    let status = try #require(message.deliveryStatus(in: message.parts[0]))
    #expect(status.message.map(\.name) == ["reporting-mta"])
    #expect(status.recipients.map { $0[0].body } == ["rfc822; a@kunde.test", "rfc822; b@kunde.test"])
    #expect(status.recipients.map { $0[1].body } == ["failed", "relayed"])
    #expect(message.parts.count == 1)
  }

  @Test func partialAndExternal() {
    let partial = Message.parse("Content-Type: message/partial; id=\"x@y\"; number=2; total=3\r\n\r\nx".octets).parts[0]
    #expect(partial.partial?.id == "x@y" && partial.partial?.number == 2 && partial.partial?.total == 3)
    let external = Message.parse(
      "Content-Type: message/external-body; access-type=URL; URL=\"http://x.test\"\r\n\r\n".octets)
    #expect(external.parts[0].externalAccess == "url")
    #expect(Message.parse([]).parts[0].partial == nil && Message.parse([]).parts[0].externalAccess == nil)
  }
}
