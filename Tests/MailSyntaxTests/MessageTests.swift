import MailSyntax
import Testing

struct MessageTests {
  static func crlf(_ text: String) -> [UInt8] {
    var octets: [UInt8] = []
    for octet in text.utf8 {
      if octet == 0x0A, octets.last != 0x0D { octets.append(0x0D) }
      octets.append(octet)
    }
    return octets
  }

  @Test func fieldsAndBody() {
    let message = Message.parse(Self.crlf("From: a@b\nSubject: x\n y\n\nbody\n"))
    #expect(message.fields.map { message.name(of: $0) } == ["From", "Subject"])
    #expect(message.unstructured(message.fields[1]) == "x y")
    #expect(message.decodedText(of: message.parts[0]) == Self.crlf("body\n"))
    #expect(message.defects.isEmpty)
  }

  @Test func mailboxLineIsNoField() {
    let message = Message.parse("From a@b Sat Jan  1 00:00:00 2000\nSubject: x\n\nbody\n".octets)
    #expect(message.fields.map(\.kind) == [.subject])
  }

  @Test func emptyMessageHasOnePart() {
    let message = Message.parse([])
    #expect(message.parts.count == 1)
    #expect(message.fields.isEmpty)
    #expect(message.defects.map(\.kind) == [.noFields])
  }

  @Test func bodyWithoutSeparator() {
    let message = Message.parse("Subject: x\nhello there\n".octets)
    #expect(message.decodedText(of: message.parts[0]) == "hello there\n".octets)
    #expect(message.defects.contains { $0.kind == .missingSeparator })
  }

  static let tree = """
    Content-Type: multipart/mixed; boundary=a

    preamble
    --a
    Content-Type: multipart/alternative; boundary="b b"

    --b b
    Content-Type: text/plain

    one
    --b b
    Content-Type: text/html

    <p>two
    --b b--
    --a
    Content-Type: message/rfc822

    Subject: inner
    Content-Type: multipart/mixed; boundary=c

    --c

    three
    --c--
    --a--
    epilogue

    """

  @Test func partsAreFlatAndNumbered() {
    let message = Message.parse(Self.crlf(Self.tree))
    #expect(message.parts.map(\.id) == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1", "1.2.1.1"])
    #expect(
      message.parts.map(\.mediaType) == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "message/rfc822", "multipart/mixed",
        "text/plain",
      ])
    #expect(message.parts.map(\.parent) == [nil, 0, 1, 1, 0, 4, 5])
    #expect(message.decodedText(of: message.parts[2]) == "one".octets)
    #expect(message.decodedText(of: message.parts[6]) == "three".octets)
    #expect(message.defects.isEmpty)
  }

  @Test func nestedMessageInBase64() throws {
    let inner = Base64.encode("Subject: s\r\nTo: x@y\r\n\r\nhi\r\n".octets, lineLength: 76)
    let message = Message.parse(
      "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n".octets + inner)
    let nested = try #require(message.encodedMessage(in: message.parts[0]))
    #expect(nested.parts[0].id == "1.1")
    #expect(nested.mailboxes(in: nested.fields(named: .to)[0]).map(\.address.wireForm) == ["x@y"])
    #expect(message.defects.contains { $0.kind == .encodedMessage })
  }

  @Test(arguments: [
    ("Content-Transfer-Encoding: quoted-printable", "a=3D=\r\nb =\r\n\r\nc=\r\n", "a=b \r\nc"),
    ("Content-Transfer-Encoding: base64", "aGVs\r\nbG8=\r\n", "hello"),
    ("Content-Transfer-Encoding: BASE64", "aGVsbG8", "hello"),
    ("Content-Transfer-Encoding: x-uuencode", "begin 644 f\n%:&5L;&\\\n`\nend\n", "hello"),
    ("Content-Type: text/plain; charset=iso-8859-1", "Gr\u{FC}n", "Grün"),
    ("Content-Type: text/plain; charset=x-none", "x", "x"),
  ])
  func decodedText(_ field: String, _ body: String, _ expected: String) {
    let raw = body.unicodeScalars.map { UInt8($0.value) }
    let message = Message.parse("\(field)\r\n\r\n".octets + raw)
    #expect(String(decoding: message.decodedText(of: message.parts[0]), as: UTF8.self) == expected)
  }

  @Test func nestingIsBounded() {
    var text = ""
    for level in 0..<10_000 { text += "Content-Type: multipart/mixed; boundary=b\(level)\r\n\r\n--b\(level)\r\n" }
    let message = Message.parse(text.octets)
    #expect(message.parts.count <= Limits.nesting + 1)
    #expect(message.defects.contains { $0.kind == .nestingTooDeep })
  }

  @Test func partsAreBounded() {
    let message = Message.parse(
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n".octets
        + Array(repeating: "--b\r\n\r\nx\r\n".octets, count: 20_000).joined())
    #expect(message.parts.count == Limits.parts)
    #expect(message.defects.contains { $0.kind == .tooManyParts })
  }

  @Test func fieldsAreBounded() {
    let message = Message.parse(Array(Array(repeating: "A: b\r\n".octets, count: 30_000).joined()))
    #expect(message.fields.count == Limits.fields)
    #expect(message.defects.contains { $0.kind == .tooManyFields })
  }
}
