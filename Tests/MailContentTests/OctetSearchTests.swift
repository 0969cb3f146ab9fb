import TestSupport
import Testing

@testable import MailContent

/// Searches that look at eight octets at a time find what one octet at a time finds.
@Suite struct OctetSearchTests {
  private static let octets: [UInt8] = [
    0, 1, 8, 9, 10, 11, 13, 15, 16, 31, 32, 33, 38, 58, 64, 65, 90, 91, 97, 122, 127, 128, 137, 138, 141, 160, 255,
  ]

  private func random(_ random: inout SplitMix64, _ count: Int) -> [UInt8] {
    (0..<count).map { _ in
      Bool.random(using: &random) ? UInt8(ascii: "a") : Self.octets.randomElement(using: &random) ?? 0
    }
  }

  @Test(arguments: 0..<4) func findsTheSame(_ seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    for count in 0..<40 {
      for _ in 0..<20 {
        let octets = random(&generator, count)
        let start = Int.random(in: 0...count, using: &generator)
        let wanted: Set<UInt8> = [9, 10, 13]
        let holdsWanted = octets.span.holdsLineEndOrTab(start..<count)
        #expect(holdsWanted == octets[start...].contains(where: wanted.contains))
        for octet in Self.octets {
          let index = octets.span.firstIndex(of: octet, from: start, to: count)
          #expect(index == octets[start...].firstIndex(of: octet) ?? count)
        }
        let special: Set<UInt8> = [0, 13, 38]
        let isPlain = HTMLText.isPlain(start..<count, in: octets.span)
        #expect(isPlain == !octets[start...].contains(where: special.contains))
      }
    }
  }

  @Test func comparesWhole() {
    for count in 0..<40 {
      let one = (0..<count).map { UInt8($0) }
      let twice = one + one
      let areEqual = twice.span.areEqual(0..<count, count..<(2 * count))
      #expect(areEqual)
      for place in 0..<count {
        var octets = twice
        octets[count + place] ^= 0x80
        let areEqual = octets.span.areEqual(0..<count, count..<(2 * count))
        #expect(!areEqual)
      }
    }
  }

  @Test func namesCountWithoutCase() {
    let letters = Array("aZ-:_9".utf8)
    for count in 1..<30 {
      let name = (0..<count).map { letters[$0 % letters.count] }
      let key = HTMLName(0..<count, in: name.span)
      let upper = name.map { $0 &- 0x61 < 26 ? $0 - 32 : $0 }
      let upperKey = HTMLName(0..<count, in: upper.span)
      #expect(key == upperKey)
      for place in 0..<count {
        var other = name
        other[place] = UInt8(ascii: "x")
        let otherKey = HTMLName(0..<count, in: other.span)
        #expect(key != otherKey)
      }
    }
    // What differs from a letter in the bit of its case only is no letter.
    #expect(HTMLName("[") != HTMLName("{"))
    #expect(HTMLName("abcdefghi@") != HTMLName("abcdefghi`"))
  }
}
