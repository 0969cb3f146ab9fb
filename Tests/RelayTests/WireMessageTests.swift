import Testing

@testable import Relay

struct WireMessageTests {
  @Test(arguments: [
    ("", ""), ("a", "a\r\n"), ("a\r\n", "a\r\n"), ("a\nb\rc\r\nd", "a\r\nb\r\nc\r\nd\r\n"),
    ("a\r\r\nb", "a\r\n\r\nb\r\n"), ("a\n\rb", "a\r\n\r\nb\r\n"), (".", "..\r\n"), ("..a\r\n.", "...a\r\n..\r\n"),
    ("a\n.\nb", "a\r\n..\r\nb\r\n"), ("a\r.\rb", "a\r\n..\r\nb\r\n"), ("a.\r\n", "a.\r\n"), ("\r", "\r\n"),
  ])
  func `is CRLF lines with transparent dots`(message: String, wire: String) throws {
    #expect(try #require(WireMessage(Array(message.utf8))).octets == Array(wire.utf8))
  }

  @Test func `the size counts no added dot`() throws {
    #expect(try #require(WireMessage(Array(".a\n..\nb".utf8))).size == 4 + 4 + 3)
  }

  @Test func `knows octets beyond ASCII, and refuses NUL`() throws {
    #expect(try #require(WireMessage([0x61, 0xFC])).is8Bit)
    #expect(try #require(WireMessage([0x61, 0x7F])).is8Bit == false)
    #expect(WireMessage([0x61, 0]) == nil)
  }

  @Test func `whatever comes in, no line end but CRLF goes out and no line is a lone dot`() throws {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let alphabet: [UInt8] = [0x0D, 0x0A, 0x2E, 0x61]
    for _ in 0..<20_000 {
      let message = (0..<random(12)).map { _ in alphabet[random(alphabet.count)] }
      let wire = try #require(WireMessage(message)).octets
      var line: [UInt8] = []
      for (index, octet) in wire.enumerated() {
        if octet == 0x0D { #expect(wire[index + 1] == 0x0A) }
        if octet == 0x0A {
          #expect(wire[index - 1] == 0x0D)
          #expect(line != [0x2E])
          line = []
        } else if octet != 0x0D {
          line.append(octet)
        }
      }
      #expect(line.isEmpty)
    }
  }
}
