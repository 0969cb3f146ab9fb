import Foundation
import Testing

@testable import MailSyntax

struct OffsetMapTests {
  @Test func unitsMapAsAWhole() {
    var map = OffsetMap()
    map.append(.plain, count: 3, source: 10..<13)
    map.append(.unit, count: 1, source: 13..<16)
    map.append(.unit, count: 1, source: 16..<19)
    map.append(.plain, count: 2, source: 21..<23)
    map.append(.unit, count: 3, source: 23..<27)
    map.append(.unit, count: 3, source: 27..<31)
    map.sourceEnd = 40
    #expect(map.textCount == 13)
    let expected =
      [10..<11, 11..<12, 12..<13, 13..<16, 16..<19, 21..<22, 22..<23]
      + Array(repeating: 23..<27, count: 3) + Array(repeating: 27..<31, count: 3) + [40..<40]
    #expect((0...13).map { map.source(of: $0) } == expected)
    #expect(map.source(of: 2..<6) == 12..<22)
    #expect(map.source(of: 5..<5) == 21..<21)
  }

  /// From text to message through quoted-printable and charset: what stands there is what was asked for.
  @Test func throughTransferEncodingAndCharset() throws {
    let body = "Gr=FC=DFe =\r\naus <a href=3D\"https://x.te=\r\nst/\">hier</a>\r\n"
    let message = Message.parse(
      "Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\(body)".octets
    )
    let part = message.parts[0]
    let text = String(decoding: message.decodedText(of: part), as: UTF8.self)
    #expect(text == "Grüße aus <a href=\"https://x.test/\">hier</a>\r\n")
    for (piece, raw) in [("üß", "=FC=DF"), ("aus", "aus"), ("https://x.test/", "https://x.te=\r\nst/"), ("=", "=3D")] {
      let range = try #require(text.range(of: piece))
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      let source = message.source(of: start..<start + piece.utf8.count, inTextOf: part)
      #expect(String(decoding: message.octets[source], as: UTF8.self) == raw)
    }
  }

  @Test func throughBase64() {
    let text = "0123456789".octets
    let message = Message.parse(
      "Content-Transfer-Encoding: base64\r\n\r\n".octets + Base64.encode(text, lineLength: 8))
    let part = message.parts[0]
    let start = part.body.lowerBound
    // Lines of two quanta: six octets each.
    #expect(message.source(of: 0..<1, inTextOf: part) == start..<start + 4)
    #expect(message.source(of: 4..<7, inTextOf: part) == start + 4..<start + 14)
    #expect(message.source(of: 9..<10, inTextOf: part) == start + 14..<start + 16)
  }
}
