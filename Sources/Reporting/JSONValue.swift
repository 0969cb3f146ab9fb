/// A JSON value that is written with its keys in the order given, so that reports read as their format is documented.
///
/// Written by hand because Foundation's encoder orders keys by hash or by alphabet.
package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// Written with at most six decimals.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// A string, or null where there is none.
  package static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// On one line, without white space between the tokens. RFC 8259.
  package var text: String { String(decoding: octets(indented: false), as: UTF8.self) }
  /// Over several lines, with two spaces a level.
  package var indentedText: String { String(decoding: octets(indented: true), as: UTF8.self) }

  package func octets(indented: Bool) -> [UInt8] {
    var writer = JSONValueWriter(isIndented: indented)
    writer.write(self)
    return writer.octets
  }
}

private struct JSONValueWriter {
  var octets: [UInt8] = []
  let isIndented: Bool
  private var level = 0

  init(isIndented: Bool) { self.isIndented = isIndented }

  /// Recursive: the values are built by presend's reports, which nest a handful of levels, never by input.
  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: octets += "null".utf8
    case .bool(let flag): octets += (flag ? "true" : "false").utf8
    case .integer(let number): octets += String(number).utf8
    case .number(let number): octets += String((number * 1_000_000).rounded() / 1_000_000).utf8
    case .string(let text): write(text)
    case .array(let elements):
      list(elements, "[", "]") { writer, element in writer.write(element) }
    case .object(let members):
      list(members, "{", "}") { writer, member in
        writer.write(member.0)
        writer.octets += (writer.isIndented ? ": " : ":").utf8
        writer.write(member.1)
      }
    }
  }

  private mutating func list<Element>(
    _ elements: [Element], _ open: String, _ close: String, _ body: (inout JSONValueWriter, Element) -> Void
  ) {
    octets += open.utf8
    level += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { octets.append(UInt8(ascii: ",")) }
      lineBreak()
      body(&self, element)
    }
    level -= 1
    if !elements.isEmpty { lineBreak() }
    octets += close.utf8
  }

  private mutating func lineBreak() {
    guard isIndented else { return }
    octets.append(UInt8(ascii: "\n"))
    octets += repeatElement(UInt8(ascii: " "), count: 2 * level)
  }

  /// Quotation mark, reverse solidus and controls are escaped (RFC 8259 §7); so are U+2028 and U+2029, which some
  /// readers take for line ends, and all that hides or reorders text on a terminal.
  private mutating func write(_ text: String) {
    octets.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": octets += "\\\"".utf8
      case "\\": octets += "\\\\".utf8
      case "\n": octets += "\\n".utf8
      case "\r": octets += "\\r".utf8
      case "\t": octets += "\\t".utf8
      case " "..."~": octets.append(UInt8(scalar.value))
      case _ where Self.isEscaped(scalar):
        for unit in String(scalar).utf16 {
          let hexadecimal = String(unit, radix: 16)
          octets += ("\\u" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal).utf8
        }
      default: octets += UTF8.encode(scalar).unsafelyUnwrapped
      }
    }
    octets.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
