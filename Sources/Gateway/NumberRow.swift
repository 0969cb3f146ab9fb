/// Numbers as the files of memories hold them: eight octets each, little-endian.
enum NumberRow {
  static let octetsPerNumber = 8

  static func octets(of numbers: some Sequence<UInt64>) -> [UInt8] {
    numbers.flatMap { number in (0..<octetsPerNumber).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
  }

  /// What is left over at the end is no number.
  static func numbers(in octets: [UInt8]) -> [UInt64] {
    (0..<octets.count / octetsPerNumber).map { index in
      (0..<octetsPerNumber).reduce(UInt64(0)) { $0 | UInt64(octets[index * octetsPerNumber + $1]) << (8 * $1) }
    }
  }
}
