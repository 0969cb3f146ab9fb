/// Amounts as people write them: sizes ("50 MiB") and durations ("30m").
package enum Quantity {
  /// Units of octets, largest first.
  private static let sizes = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
  /// Units of seconds, largest first.
  private static let durations = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]

  /// Octets: a number alone, or with KiB, MiB or GiB.
  static func octets(_ text: String) -> Int? { number(text, units: sizes) }
  /// Seconds: a number alone, or with s, m, h or d.
  package static func seconds(_ text: String) -> Int? { number(text, units: durations) }
  /// The shortest exact way to write a size.
  static func describe(octets: Int) -> String { describe(octets, units: sizes, gap: " ") }
  /// The shortest exact way to write a duration.
  static func describe(seconds: Int) -> String { describe(seconds, units: durations, gap: "") }

  private static func number(_ text: String, units: [(name: String, factor: Int)]) -> Int? {
    let digits = text.prefix { ("0"..."9").contains($0) }
    guard let number = Int(digits) else { return nil }
    var unit = text[digits.endIndex...]
    if unit.isEmpty { return number }
    if unit.first == " " { unit.removeFirst() }
    guard let factor = units.first(where: { $0.name == unit })?.factor else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : product
  }

  private static func describe(_ number: Int, units: [(name: String, factor: Int)], gap: String) -> String {
    for (name, factor) in units where number != 0 && number.isMultiple(of: factor) {
      return "\(number / factor)\(gap)\(name)"
    }
    return String(number)
  }
}
