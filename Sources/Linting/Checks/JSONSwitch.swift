/// Sets values in a JSON text to off and leaves all else as it is written. RFC 8259.
///
/// Read leniently, since what is broken for one reader is not for another: a value counts where its path is met.
struct JSONSwitch {
  private let octets: [UInt8]
  private var index = 0
  /// The names of the objects around, from the outermost.
  private var path: [String] = []
  /// The values that were met, with their paths.
  private var values: [(path: String, range: Range<Int>)] = []

  /// Deeper than any relay's settings.
  private static let maximumDepth = 32

  /// - Parameter paths: "a.b.c"; in lower case.
  /// - Returns: the text with those of the values off that are on; nil where none is.
  static func off(_ text: String, paths: [String]) -> String? {
    var reader = JSONSwitch(text)
    reader.read()
    var octets = reader.octets
    var isChanged = false
    for (path, range) in reader.values.reversed() where paths.contains(path.lowercased()) {
      guard let off = offValue(String(decoding: octets[range], as: UTF8.self)) else { continue }
      octets.replaceSubrange(range, with: off.utf8)
      isChanged = true
    }
    return isChanged ? String(decoding: octets, as: UTF8.self) : nil
  }

  private init(_ text: String) { octets = Array(text.utf8) }

  /// What switches a value off, in its own kind; nil where it is off.
  private static func offValue(_ written: String) -> String? {
    let isText = written.hasPrefix("\"")
    switch written.filter({ $0 != "\"" }).lowercased() {
    case "0", "false", "no", "off", "none", "null", "": return nil
    case "true": return isText ? "\"false\"" : "false"
    default: return isText ? "\"0\"" : "0"
    }
  }

  /// Walks over the text once; the names of open objects are a stack of bounded depth.
  private mutating func read() {
    var name: String?
    var isValue = false
    while index < octets.count {
      switch octets[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard path.count < Self.maximumDepth else { return }
        path.append(name ?? "")
        name = nil
        isValue = false
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        _ = path.popLast()
        index += 1
      case UInt8(ascii: ":"):
        isValue = true
        index += 1
      case UInt8(ascii: ","):
        isValue = false
        name = nil
        index += 1
      case 0...0x20: index += 1
      default:
        let range = scalar()
        if isValue {
          let names = (path + [name ?? ""]).filter { !$0.isEmpty }
          values.append((names.joined(separator: "."), range))
          isValue = false
        } else {
          name = String(decoding: octets[range].filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
        }
      }
    }
  }

  /// A string with its quotes, or a number or word.
  private mutating func scalar() -> Range<Int> {
    let start = index
    let isText = octets[index] == UInt8(ascii: "\"")
    index += 1
    while index < octets.count {
      let octet = octets[index]
      if isText {
        index += octet == UInt8(ascii: "\\") ? 2 : 1
        if octet == UInt8(ascii: "\"") { break }
      } else {
        if octet <= 0x20 || "{}[]:,\"".utf8.contains(octet) { break }
        index += 1
      }
    }
    index = min(index, octets.count)
    return start..<index
  }
}
