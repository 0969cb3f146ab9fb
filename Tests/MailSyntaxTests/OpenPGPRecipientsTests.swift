import TestSupport
import Testing

@testable import MailSyntax

@Suite struct OpenPGPRecipientsTests {
  /// A packet of version 3 for a key, with an old header (RFC 4880 §4.2.1).
  private func packet(_ id: UInt64) -> [UInt8] {
    let octets = (0..<8).reversed().map { UInt8(truncatingIfNeeded: id >> (8 * UInt64($0))) }
    return [0x84, 12, 3] + octets + [1, 0, 0]
  }
  private let data: [UInt8] = [0xD2, 3, 1, 0, 0]

  @Test func binary() {
    #expect(OpenPGPRecipients(packet(0x1122) + packet(0) + data)?.keyIDs == [0x1122, 0])
  }

  @Test func armored() {
    let base64 = Base64.encode(packet(1) + packet(2) + packet(3) + data, lineLength: nil)
    let text =
      Array("Hello\r\n-----BEGIN PGP MESSAGE-----\r\nVersion: x\r\n\r\n".utf8) + base64
      + Array("\r\n=abcd\r\n-----END PGP MESSAGE-----\r\n".utf8)
    #expect(OpenPGPRecipients(text)?.keyIDs == [1, 2, 3])
  }

  @Test func newHeaders() {
    let body: [UInt8] = [3, 0, 0, 0, 0, 0, 0, 0, 9, 1, 0, 0]
    #expect(OpenPGPRecipients([0xC1, 12] + body + data)?.keyIDs == [9])
    #expect(OpenPGPRecipients([0xC1, 255, 0, 0, 0, 12] + body + data)?.keyIDs == [9])
  }

  @Test(arguments: [
    [], Array("Hello".utf8), [0xD2, 3, 1, 0, 0], [0x84], [0xC1, 255], [0x80, 0, 0], [0x84, 200, 3],
    Array("-----BEGIN PGP MESSAGE-----".utf8), Array("-----BEGIN PGP MESSAGE-----\n\n".utf8),
  ] as [[UInt8]])
  func damaged(_ octets: [UInt8]) {
    #expect(OpenPGPRecipients(octets)?.keyIDs.allSatisfy { $0 == 0 } ?? true)
  }

  @Test func noiseIsNoTrap() {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<2_000 {
      let noise = (0..<40).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = OpenPGPRecipients([0x84] + noise)
    }
  }
}
