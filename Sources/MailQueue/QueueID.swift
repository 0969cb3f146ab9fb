/// The name of an entry: 7 characters of time and 12 of randomness, so that it sorts by arrival and cannot be guessed.
///
/// It is the only thing made a file name of, so nothing but these 19 characters is ever accepted as one. A relay keeps
/// one for each entry that waits: 16 octets, without a string's memory.
package struct QueueID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The characters as digits in base 32, the first the highest.
  private let number: UInt128

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  /// 35 bits of seconds last until the year 3058.
  private static let timeLength = 7
  /// 60 bits: two entries of one second are the same once in 10^18; `link` would notice even then.
  private static let randomLength = 12
  private static let bitsOfDigit: UInt128 = 5

  /// Octets of an id.
  static let length = timeLength + randomLength

  /// The id in a file name or an argument; nil if it is none.
  package init?(_ text: String) { self.init(text.utf8) }

  /// The id in octets; nil if they are none.
  init?(_ octets: some Collection<UInt8>) {
    guard octets.count == Self.length else { return nil }
    var number: UInt128 = 0
    for octet in octets {
      guard let digit = Self.alphabet.firstIndex(of: octet) else { return nil }
      number = number << Self.bitsOfDigit | UInt128(digit)
    }
    self.number = number
  }

  /// A new id.
  /// - Parameter arrival: seconds since 1970.
  package init(arrival: Int) {
    var generator = SystemRandomNumberGenerator()
    let randomBits = UInt128(Self.randomLength) * Self.bitsOfDigit
    let time = UInt128(UInt64(clamping: arrival)) & (1 << (UInt128(Self.timeLength) * Self.bitsOfDigit) - 1)
    number = time << randomBits | UInt128(generator.next()) & (1 << randomBits - 1)
  }

  package var text: String {
    String(unsafeUninitializedCapacity: Self.length) { buffer in
      var rest = number
      for place in (0..<Self.length).reversed() {
        buffer[place] = Self.alphabet[Int(truncatingIfNeeded: rest & 31)]
        rest >>= Self.bitsOfDigit
      }
      return Self.length
    }
  }

  /// When the id was made, in seconds since 1970.
  package var arrival: Int { Int(truncatingIfNeeded: number >> (UInt128(Self.randomLength) * Self.bitsOfDigit)) }

  package var description: String { text }

  package static func < (left: QueueID, right: QueueID) -> Bool { left.number < right.number }
}
