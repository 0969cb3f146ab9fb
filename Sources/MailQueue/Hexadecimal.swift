/// Octets as two lower-case hexadecimal digits each.
package enum Hexadecimal {
  @usableFromInline package static let digits = Array("0123456789abcdef".utf8)

  @inlinable package static func octets(of data: some Sequence<UInt8>) -> [UInt8] {
    var octets: [UInt8] = []
    for octet in data {
      octets.append(digits[Int(octet >> 4)])
      octets.append(digits[Int(octet & 15)])
    }
    return octets
  }

  @inlinable package static func text(of data: some Sequence<UInt8>) -> String {
    String(decoding: octets(of: data), as: UTF8.self)
  }
}
