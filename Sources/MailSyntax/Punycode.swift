/// Punycode, the encoding of U-labels. RFC 3492 §5 (parameters) and §6.
enum Punycode {
  private static let base: UInt32 = 36
  private static let tMin: UInt32 = 1
  private static let tMax: UInt32 = 26
  private static let skew: UInt32 = 38
  private static let damp: UInt32 = 700
  private static let initialBias: UInt32 = 72
  private static let initialN: UInt32 = 128
  /// Scalars of a label that are encoded; a label of DNS has at most 63 octets (RFC 1035 §2.3.4).
  private static let maximumScalars = 256

  /// The scalars as ASCII without the prefix "xn--"; nil for what no label can hold. RFC 3492 §6.3.
  static func encode(_ scalars: [Unicode.Scalar]) -> String? {
    guard scalars.count <= maximumScalars else { return nil }
    var output = scalars.filter(\.isASCII).map { UInt8($0.value) }
    let basic = UInt32(output.count)
    if basic > 0 { output.append(.hyphen) }
    var n = initialN
    var delta: UInt32 = 0
    var bias = initialBias
    var handled = basic
    while handled < UInt32(scalars.count) {
      guard let next = scalars.lazy.map(\.value).filter({ $0 >= n }).min() else { return nil }
      let (product, overflow) = (next - n).multipliedReportingOverflow(by: handled + 1)
      guard !overflow else { return nil }
      delta &+= product
      n = next
      for scalar in scalars {
        if scalar.value < n { delta &+= 1 }
        guard scalar.value == n else { continue }
        append(delta, bias, to: &output)
        bias = adapt(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta &+= 1
      n += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// A generalised variable-length integer. RFC 3492 §3.3.
  private static func append(_ delta: UInt32, _ bias: UInt32, to output: inout [UInt8]) {
    var q = delta
    var k = base
    while true {
      let t = k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias
      if q < t { break }
      output.append(digit(t + (q - t) % (base - t)))
      q = (q - t) / (base - t)
      k += base
    }
    output.append(digit(q))
  }

  private static func digit(_ value: UInt32) -> UInt8 { UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26) }

  /// Bias adaptation. RFC 3492 §6.1.
  private static func adapt(_ delta: UInt32, _ points: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / damp : delta / 2
    delta += delta / points
    var k: UInt32 = 0
    while delta > (base - tMin) * tMax / 2 {
      delta /= base - tMin
      k += base
    }
    return k + (base - tMin + 1) * delta / (delta + skew)
  }
}
