/// A number with three decimals: milliseconds in a time given in seconds.
enum Decimal3 {
  /// Negative and unreasonable values give "0.000"; no report needs them.
  static func text(_ seconds: Double, separator: String = ".") -> String {
    let milliseconds = seconds.isFinite && seconds > 0 ? Int(min(seconds, 1e12) * 1000 + 0.5) : 0
    let fraction = String(milliseconds % 1000)
    return "\(milliseconds / 1000)\(separator)" + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}
