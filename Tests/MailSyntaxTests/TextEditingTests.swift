import MailSyntax
import Testing

/// Edits of a part's text: the text changes as asked, and nothing outside of the part's body does.
struct TextEditingTests {
  static func message(_ fields: String, _ body: [UInt8]) -> Message {
    Message.parse("\(fields)\r\nSubject: x\r\n\r\n".octets + body)
  }

  static let html =
    "<html><body>Gr\u{FC}n <img src=\"https://x.test/o.gif\"> und mehr Text, der eine Zeile weit genug macht.</body></html>\r\n"

  /// The same text in each way of writing it.
  static let messages: [Message] = [
    message("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit", html.octets),
    message(
      "Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit",
      html.unicodeScalars.map { UInt8($0.value) }),
    message(
      "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable",
      ("<html><body>Gr=C3=BCn <img src=3D\"https://x.test/o.gif\"> und mehr Text, der ei=\r\nne Zeile weit genug macht."
        + "</body></html>\r\n").octets),
    message(
      "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64",
      Base64.encode(html.octets, lineLength: 76)),
  ]

  @Test(arguments: messages.indices)
  func everyRemoval(_ index: Int) throws {
    let message = Self.messages[index]
    let part = message.parts[0]
    let text = message.decodedText(of: part)
    #expect(text == Self.html.octets)
    for start in 0..<text.count where text[start] & 0xC0 != 0x80 {
      for length in [1, 5, 31, 60] where start + length <= text.count {
        if start + length < text.count, text[start + length] & 0xC0 == 0x80 { continue }
        let range = start..<start + length
        let edits = try #require(message.edits(removing: [range], fromTextOf: part))
        let changed = Message.parse(message.applying(edits))
        #expect(changed.decodedText(of: changed.parts[0]) == Array(text[..<start] + text[range.upperBound...]))
        #expect(changed.octets.prefix(part.body.lowerBound) == message.octets.prefix(part.body.lowerBound))
        #expect(!changed.defects.contains { $0.kind == .invalidContent })
      }
    }
  }

  @Test(arguments: messages.indices)
  func appendsBeforeTheEndOfTheBody(_ index: Int) throws {
    let message = Self.messages[index]
    let edits = try #require(
      message.edits(appending: "<p>Sie erhalten diese E-Mail, weil …</p>", toTextOf: message.parts[0]))
    let changed = Message.parse(message.applying(edits))
    let text = String(decoding: changed.decodedText(of: changed.parts[0]), as: UTF8.self)
    let dots = index == 1 ? "&#8230;" : "…"
    #expect(text.hasSuffix("<p>Sie erhalten diese E-Mail, weil \(dots)</p></body></html>\r\n"))
  }

  @Test func quotedPrintableLinesStayShort() throws {
    let lines = Array(
      repeating: "0123456789012345678901234567890123456789012345678901234567890123456789abc=\r\n", count: 6)
    let message = Self.message("Content-Transfer-Encoding: quoted-printable", (lines.joined() + "end\r\n").octets)
    let edits = try #require(message.edits(removing: [40..<110, 200..<230], fromTextOf: message.parts[0]))
    let changed = String(decoding: message.applying(edits), as: UTF8.self)
    #expect(changed.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
  }

  @Test func spaceAtTheEndOfALineIsKept() throws {
    let message = Self.message("Content-Transfer-Encoding: quoted-printable", "abc def\r\nx\r\n".octets)
    let edits = try #require(message.edits(removing: [4..<7], fromTextOf: message.parts[0]))
    let changed = Message.parse(message.applying(edits))
    #expect(changed.decodedText(of: changed.parts[0]) == "abc \r\nx\r\n".octets)
  }

  @Test func base64KeepsLineLengthAndLineEnd() throws {
    let body = Base64.encode(Array(repeating: 0x61, count: 200), lineLength: 60).filter { $0 != 0x0D }
    let message = Message.parse("Content-Transfer-Encoding: base64\n\n".octets + body)
    let edits = try #require(message.edits(removing: [0..<10], fromTextOf: message.parts[0]))
    let changed = Message.parse(message.applying(edits))
    let written = changed.octets[changed.parts[0].body]
    #expect(!written.contains(0x0D))
    #expect(written.split(separator: 0x0A).map(\.count).max() == 60)
  }

  @Test func plainTextIsAppendedOnALineOfItsOwn() throws {
    let message = Self.message("Content-Type: text/plain", "Hallo".octets)
    let edits = try #require(message.edits(appending: "Fuss", toTextOf: message.parts[0]))
    #expect(message.applying(edits).suffix(11) == "Hallo\r\nFuss".octets[...])
  }

  @Test func sevenBitTakesNoOtherText() {
    let message = Self.message("Content-Type: text/plain", "Hallo\r\n".octets)
    #expect(message.edits(appending: "Grüße", toTextOf: message.parts[0]) == nil)
  }

  @Test func statefulCharset() throws {
    let body: [UInt8] =
      "abc ".octets + [0x1B, 0x24, 0x42, 0x24, 0x22, 0x24, 0x24, 0x1B, 0x28, 0x42] + " def\r\n".octets
    let message = Self.message("Content-Type: text/plain; charset=iso-2022-jp", body)
    let part = message.parts[0]
    let text = message.decodedText(of: part)
    #expect(String(decoding: text, as: UTF8.self) == "abc あい def\r\n")
    let edits = try #require(message.edits(removing: [2..<7], fromTextOf: part))
    let changed = Message.parse(message.applying(edits))
    #expect(String(decoding: changed.decodedText(of: changed.parts[0]), as: UTF8.self) == "abい def\r\n")
  }

  @Test func linesDoNotGrowTooLong() {
    let line = String(repeating: "x", count: 600)
    let message = Self.message("Content-Type: text/plain", "\(line)\r\n\(line)\r\n".octets)
    #expect(message.edits(removing: [600..<602], fromTextOf: message.parts[0]) == nil)
    #expect(message.edits(removing: [0..<300, 600..<602], fromTextOf: message.parts[0]) != nil)
  }
}
