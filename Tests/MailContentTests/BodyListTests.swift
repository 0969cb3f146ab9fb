import Foundation
import MailSyntax
import TestSupport
import Testing

@testable import MailContent

/// Bodies that have no octets of their own in the message: within an encoded message, within TNEF.
@Suite struct BodyListTests {
  private func fixture(_ name: String) throws -> Message {
    Message.parse(try PackageFolder.octets("Fixtures/messages/\(name).eml"))
  }

  private func text(_ body: Body) -> String { String(decoding: body.text.utf8, as: UTF8.self) }

  @Test func encodedMessage() throws {
    let message = try fixture("encoded-message")
    let bodies = Reading(of: message).bodies
    #expect(bodies.map(\.format) == [.plain, .plain, .html, .calendar])
    #expect(bodies.map(\.isOwn) == [true, false, false, false])
    #expect(bodies.map(\.part) == [1, 2, 2, 2])
    #expect(bodies.map(\.editablePart) == [1, nil, nil, nil])
    let inner = ["1.2.1.1", "1.2.1.2", "1.2.1.3"]
    #expect(bodies.map(\.origin) == [.text] + inner.map { .encodedMessage(part: $0) })
    #expect(bodies[1].links.map(\.target) == ["https://kunde.test/x"])
    #expect(bodies[2].fetches.map(\.url) == ["https://kunde.test/pixel.gif"])
    #expect(bodies[3].people.map(\.address) == ["emil@kunde.test"])
    for body in bodies.dropFirst() {
      #expect(message.source(of: 0..<1, in: body) == message.parts[2].body)
    }
    #expect(message.octets[message.source(of: 0..<5, in: bodies[0])].elementsEqual("Siehe".utf8))
  }

  @Test func encodedMessagesAreReadSoDeepAndNoDeeper() {
    func wrapped(_ levels: Int) -> [Body] {
      var text = "Subject: innermost\r\n\r\ninnermost\r\n"
      for _ in 0..<levels {
        let encoded = String(decoding: Base64.encode(Array(text.utf8), lineLength: 76), as: UTF8.self)
        text = "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded
      }
      return Reading(of: Message.parse(Array(text.utf8))).bodies
    }
    let whole = wrapped(Limits.encodedNesting)
    #expect(whole.map(text) == ["innermost\r\n"] && whole.allSatisfy(\.isComplete))
    let cut = wrapped(Limits.encodedNesting + 1)
    #expect(!cut.isEmpty && cut.allSatisfy { !$0.isComplete && !$0.isOwn && $0.part == 0 })
  }

  @Test func whatLiesDeeperInAnEncodedMessageIsSaidToBeUnread() {
    let depth = Limits.nesting + 1
    let inner = (0..<depth).map { "Content-Type: multipart/mixed; boundary=b\($0)\r\n\r\n--b\($0)\r\n" }.joined()
    let encoded = String(decoding: Base64.encode(Array(inner.utf8), lineLength: 76), as: UTF8.self)
    let reading = Reading(
      of: Message.parse(
        Array("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n\(encoded)".utf8)))
    #expect(reading.bodies.contains { !$0.isComplete })
  }

  @Test func tnef() throws {
    let message = try fixture("winmail")
    let bodies = Reading(of: message).bodies
    #expect(bodies.map(\.format) == [.plain, .html, .plain])
    #expect(bodies.map(\.origin) == [.text, .tnef, .tnef])
    #expect(bodies.map(\.isOwn) == [true, true, true])
    #expect(bodies.map(\.editablePart) == [1, nil, nil])
    #expect(text(bodies[1]) == "Grüße, siehe Preise")
    #expect(bodies[1].fetches.map(\.url) == ["https://bilder.beispiel.test/o/9f3a77c1"])
    let recipients = bodies[1].people.filter { $0.role == .recipient }
    #expect(recipients.map(\.address) == ["anna@kunde.test", "joerg@kunde.test"])
    #expect(recipients.map(\.name) == ["Anna Muster", "Jörg"])
    #expect(bodies[2].people.isEmpty)
    #expect(message.source(of: 3..<9, in: bodies[1]) == message.parts[2].body)
  }

  /// Outlook's usual form: the text as rich text alone.
  @Test func tnefWithRichTextAlone() throws {
    let rich = Array(
      #"{\rtf1\ansi\fromhtml1 {\*\htmltag84 <a href="https://beispiel.test/ab">}Abmelden{\*\htmltag92 </a>}}"#.utf8)
    func number(_ value: Int, _ octets: Int) -> [UInt8] { (0..<octets).map { UInt8(value >> (8 * $0) & 0xFF) } }
    let stored = number(rich.count + 12, 4) + number(rich.count, 4) + number(0x414C_454D, 4) + number(0, 4) + rich
    let padded = stored + [UInt8](repeating: 0, count: (4 - stored.count % 4) % 4)
    let property = number(0x102, 2) + number(0x1009, 2) + number(1, 4) + number(stored.count, 4) + padded
    let list = number(1, 4) + property
    let stream =
      number(0x223E_9F78, 4) + [1, 0] + [1] + number(0x0006_9003, 4) + number(list.count, 4) + list + number(0, 2)
    let encoded = String(decoding: Base64.encode(stream, lineLength: 76), as: UTF8.self)
    let message = Message.parse(
      Array("Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n\(encoded)".utf8))
    let body = try #require(Reading(of: message).bodies.first)
    #expect(body.format == .html && body.origin == .tnef)
    #expect(body.links.map(\.target) == ["https://beispiel.test/ab"])
    #expect(text(body) == "Abmelden")
  }

  @Test func tnefOfAnEncodedMessageIsNotOwn() throws {
    let octets = try fixture("winmail").octets
    let encoded = String(decoding: Base64.encode(octets, lineLength: 76), as: UTF8.self)
    let outer = Message.parse(
      Array("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n\(encoded)".utf8))
    let bodies = Reading(of: outer).bodies
    #expect(bodies.count == 3)
    #expect(bodies.allSatisfy { !$0.isOwn && $0.part == 0 && $0.editablePart == nil })
  }
}
