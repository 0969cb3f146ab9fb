/// Text from a message or a path, made safe to show on a terminal.
///
/// A message is hostile input: an escape sequence in it could retitle the window, move the cursor over an earlier line
/// or hide text, and a bidirectional control could show an address in another order. None of these is passed on.
enum TerminalText {
  /// Shows controls as control pictures, tabs as an arrow, and invisible or reordering characters by their number.
  /// - Complexity: O(scalars).
  static func safe(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = ""
    for scalar in text.unicodeScalars { result += safe(scalar) }
    return result
  }

  static func safe(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x09: return "→"
    case 0..<0x20: return String(Unicode.Scalar(0x2400 + scalar.value)!)
    case 0x20..<0x7F: return String(scalar)
    case 0x7F: return "␡"
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return numbered(scalar)
    case .spaceSeparator: return scalar.value == 0xA0 ? " " : numbered(scalar)
    default: return String(scalar)
    }
  }

  /// E.g. "<U+202E>".
  private static func numbered(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }
}
