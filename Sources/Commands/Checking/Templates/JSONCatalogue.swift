internal import MailSyntax

/// Reads JSON's objects of texts, nested ones with their keys joined by dots. What is no JSON gives what was read
/// before.
enum JSONCatalogue {
  /// Objects within objects; deeper ones are passed over.
  private static let maximumDepth = 64

  static func entries(in octets: [UInt8]) -> [CatalogueEntry] {
    var entries: [CatalogueEntry] = []
    var path: [String] = []
    var key: String?
    var isObject: [Bool] = []
    var index = 0
    while index < octets.count {
      switch octets[index] {
      case UInt8(ascii: "\""):
        let text = string(at: index, octets)
        index = text.upperBound
        if isObject.last ?? false, key == nil {
          key = String(decoding: octets[text], as: UTF8.self)
        } else if let name = key {
          entries.append(CatalogueEntry(key: (path + [name]).joined(separator: "."), text: text))
          key = nil
        }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard isObject.count < maximumDepth else { return entries }
        if !isObject.isEmpty { path.append(key ?? "") }
        isObject.append(octets[index] == UInt8(ascii: "{"))
        key = nil
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if isObject.popLast() == nil { return entries }
        _ = path.popLast()
        key = nil
      case UInt8(ascii: ","): key = nil
      default: break
      }
      index += 1
    }
    return entries
  }

  /// Within the quotes; up to the end of the file where the second is missing.
  private static func string(at quote: Int, _ octets: [UInt8]) -> OctetRange {
    var index = quote + 1
    while index < octets.count, octets[index] != UInt8(ascii: "\"") {
      index += octets[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(quote + 1, octets.count)..<min(max(index, quote + 1), octets.count)
  }
}
