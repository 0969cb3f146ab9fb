/// What the drawings of the page have in common.
enum SVG {
  /// A length with at most one decimal.
  static func number(_ value: Double) -> String {
    let tenths = Int((min(max(value, -1e6), 1e6) * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }

  static func rect(_ kind: String, x: Double, y: Double, width: Double, height: Double, radius: Double = 2) -> String {
    "<rect class=\"\(kind)\" x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" "
      + "height=\"\(number(height))\" rx=\"\(number(radius))\"/>"
  }
}
