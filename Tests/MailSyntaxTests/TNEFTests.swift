import MailSyntax
import TestSupport
import Testing

/// Streams made here by the book: [MS-OXTNEF] §2.1.
struct TNEFTests {
  static func number(_ value: Int, _ octets: Int) -> [UInt8] {
    (0..<octets).map { $0 < 8 ? UInt8(value >> (8 * $0) & 0xFF) : 0 }
  }

  static func joined(_ pieces: [UInt8]...) -> [UInt8] { Array(pieces.joined()) }

  static func padded(_ value: [UInt8]) -> [UInt8] { value + [UInt8](repeating: 0, count: (4 - value.count % 4) % 4) }

  static func attribute(_ identifier: Int, _ data: [UInt8]) -> [UInt8] {
    var sum = 0
    for octet in data { sum += Int(octet) }
    return joined([1], number(identifier, 4), number(data.count, 4), data, number(sum, 2))
  }

  static func string(_ identifier: Int, _ text: String) -> [UInt8] {
    var value: [UInt8] = []
    for unit in text.utf16 { value += number(Int(unit), 2) }
    return binary(identifier, value + [0, 0], type: 0x1F)
  }

  static func binary(_ identifier: Int, _ value: [UInt8], type: Int = 0x102) -> [UInt8] {
    joined(number(type, 2), number(identifier, 2), number(1, 4), number(value.count, 4), padded(value))
  }

  static func integer(_ identifier: Int, _ value: Int) -> [UInt8] {
    joined(number(0x03, 2), number(identifier, 2), number(value, 4))
  }

  static func list(_ properties: [[UInt8]]) -> [UInt8] { number(properties.count, 4) + properties.joined() }

  static func stream(_ attributes: [[UInt8]]) -> [UInt8] { [0x78, 0x9F, 0x3E, 0x22, 1, 0] + attributes.joined() }

  static let anna = list([
    string(0x3001, "Anna Muster"), string(0x3002, "SMTP"), string(0x3003, "anna@kunde.test"), integer(0x0C15, 1),
  ])
  static let joerg = list([
    string(0x3001, "Jörg"), string(0x3002, "EX"), string(0x3003, "/o=org/cn=joerg"), string(0x39FE, "joerg@kunde.test"),
    integer(0x0C15, 3),
  ])
  static let properties = list([
    string(0x1000, "Hallo"), binary(0x1013, "<p>Hallo</p>".octets), binary(0x1009, rtf),
  ])

  static let sample: [UInt8] = stream([
    attribute(0x0006_9007, joined(number(1252, 4), number(0, 4))),
    attribute(0x0001_8004, [0x47, 0x72, 0xFC, 0xDF, 0x65, 0]),
    attribute(0x0006_9004, joined(number(2, 4), anna, joerg)),
    attribute(0x0006_9003, properties),
    attribute(0x0006_9002, number(0, 14)),
    attribute(0x0001_8010, joined("LISTE~1.XLS".octets, [0])),
    attribute(0x0006_9005, list([string(0x3707, "Liste aller Kunden.xls")])),
  ])

  /// "{\rtf1 x}" and a reference to the window's first five octets.
  static let rtf: [UInt8] = {
    let data: [UInt8] = [0b0000_0001, 0x00, 0x04, 0x20, 0x78, 0x7D]
    return joined(number(data.count + 12, 4), number(9, 4), number(0x7546_5A4C, 4), number(0, 4), data)
  }()

  @Test func recipientsAndBodies() throws {
    let message = try #require(TNEF(Self.sample))
    #expect(message.subject == "Grüße")
    #expect(message.recipients.map(\.displayName) == ["Anna Muster", "Jörg"])
    #expect(message.recipients.map { $0.address?.wireForm } == ["anna@kunde.test", "joerg@kunde.test"])
    #expect(message.recipients.map(\.kind) == [1, 3])
    #expect(message.plainBody == "Hallo".octets)
    #expect(message.htmlBody == "<p>Hallo</p>".octets)
    #expect(message.richTextBody == "{\\rtf1 x}".octets)
    #expect(message.attachments == ["Liste aller Kunden.xls"])
    #expect(!message.isDamaged)
  }

  @Test func attachedMessage() throws {
    let object = Array(repeating: UInt8(7), count: 16) + Self.sample
    let outer = Self.stream([
      Self.attribute(0x0006_9002, Self.number(0, 14)),
      Self.attribute(0x0006_9005, Self.list([Self.binary(0x3701, object, type: 0x0D)])),
    ])
    let message = try #require(TNEF(outer))
    #expect(message.nested.map(\.subject) == ["Grüße"])
    #expect(message.nested.first?.recipients.count == 2)
  }

  @Test func damageIsNoError() {
    for end in 0..<Self.sample.count {
      let message = TNEF(Array(Self.sample[..<end]))
      #expect((message == nil) == (end < 4))
    }
    var generator = SplitMix64(seed: 13)
    for _ in 0..<2000 {
      var octets = Self.sample
      for _ in 0..<4 {
        octets[Int.random(in: 6..<octets.count, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      #expect(TNEF(octets) != nil)
    }
  }

  @Test func isFoundInAMessage() throws {
    let message = Message.parse(
      "Content-Type: application/octet-stream; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n".octets
        + Base64.encode(Self.sample, lineLength: 76))
    #expect(try #require(message.tnef(in: message.parts[0])).recipients.count == 2)
    #expect(TNEF("no TNEF".octets) == nil)
  }
}
