/// Octets as two lower-case hexadecimal digits each.
package enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  package static func octets(of data: some Sequence<UInt8>) -> [UInt8] {
    data.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  package static func text(of data: some Sequence<UInt8>) -> String {
    String(decoding: octets(of: data), as: UTF8.self)
  }
}
