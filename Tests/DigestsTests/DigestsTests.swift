import Digests
import TestSupport
import Testing

@Suite struct DigestsTests {
  private func hexadecimal(_ octets: [UInt8]) -> String {
    octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// FIPS 180-4's examples, and RFC 1321's of the same texts.
  @Test(arguments: [
    (
      "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "da39a3ee5e6b4b0d3255bfef95601890afd80709",
      "d41d8cd98f00b204e9800998ecf8427e"
    ),
    (
      "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "a9993e364706816aba3e25717850c26c9cd0d89d", "900150983cd24fb0d6963f7d28e17f72"
    ),
  ])
  func `known texts have known digests`(_ text: String, _ sha256: String, _ sha1: String, _ md5: String) {
    let octets = Array(text.utf8)
    #expect(hexadecimal(SHA256.hash(octets)) == sha256)
    #expect(hexadecimal(SHA1.hash(octets)) == sha1)
    #expect(hexadecimal(MD5.hash(octets)) == md5)
  }

  /// RFC 4231, test cases 1, 2 and 6: a short key, one of another length, and one longer than a block.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func `known texts have known codes`(_ key: [UInt8], _ text: String, _ code: String) {
    #expect(hexadecimal(HMAC.code(of: Array(text.utf8), key: key)) == code)
  }

  @Test func `a text in pieces has the digest of the whole`() {
    var random = SplitMix64(seed: 1)
    for length in [0, 1, 55, 56, 63, 64, 65, 1_000, 100_000] {
      let octets = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      var digest = SHA256()
      var rest = octets[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...max(1, rest.count), using: &random)
        digest.update(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      #expect(digest.finalize() == SHA256.hash(octets))
      #expect(digest.finalize() == SHA256.hash([]))
      #expect(SHA256.hash(octets.lazy.map { $0 }) == SHA256.hash(octets))
    }
  }
}
