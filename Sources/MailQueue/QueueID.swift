/// The name of an entry: 7 characters of time and 12 of randomness, so that it sorts by arrival and cannot be guessed.
///
/// It is the only thing made a file name of, so nothing but these 19 characters is ever accepted as one.
package struct QueueID: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let text: String

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  /// 35 bits of seconds last until the year 3058.
  private static let timeLength = 7
  /// 60 bits: two entries of one second are the same once in 10^18; `link` would notice even then.
  private static let randomLength = 12

  /// Octets of an id.
  static let length = timeLength + randomLength

  /// The id in a file name or an argument; nil if it is none.
  package init?(_ text: String) {
    guard text.utf8.count == Self.length,
      text.utf8.allSatisfy({ Self.alphabet.contains($0) })
    else { return nil }
    self.text = text
  }

  /// A new id.
  /// - Parameter arrival: seconds since 1970.
  package init(arrival: Int) {
    var generator = SystemRandomNumberGenerator()
    let digits =
      Self.digits(of: UInt64(clamping: arrival), count: Self.timeLength)
      + Self.digits(of: generator.next(), count: Self.randomLength)
    text = String(decoding: digits, as: UTF8.self)
  }

  /// When the id was made, in seconds since 1970.
  package var arrival: Int {
    text.utf8.prefix(Self.timeLength).reduce(0) { $0 << 5 | (Self.alphabet.firstIndex(of: $1) ?? 0) }
  }

  package var description: String { text }

  package static func < (left: QueueID, right: QueueID) -> Bool { left.text < right.text }

  /// The lowest `count` digits of a number in base 32, the highest first.
  private static func digits(of number: UInt64, count: Int) -> [UInt8] {
    (0..<count).reversed().map { alphabet[Int(truncatingIfNeeded: number >> (5 * UInt64($0))) & 31] }
  }
}
