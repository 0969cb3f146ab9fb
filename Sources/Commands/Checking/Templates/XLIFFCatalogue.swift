internal import MailSyntax

/// Reads XLIFF 1.2 (`trans-unit`) and 2.0 (`unit`): the target's text, else the source's, by the unit's `resname`,
/// `name` and `id`, and by the source's text.
enum XLIFFCatalogue {
  static func entries(in octets: [UInt8]) -> [CatalogueEntry] {
    var entries: [CatalogueEntry] = []
    var keys: [String] = []
    var source: OctetRange?
    var target: OctetRange?
    var index = 0
    while let open = octets[index...].firstIndex(of: UInt8(ascii: "<")) {
      let close = octets[open...].firstIndex(of: UInt8(ascii: ">")) ?? octets.count - 1
      let tag = octets[open...close]
      index = close + 1
      if starts(tag, "<trans-unit") || starts(tag, "<unit") {
        keys = ["resname", "name", "id"].compactMap { attribute($0, tag) }
        (source, target) = (nil, nil)
      } else if starts(tag, "<source") {
        source = index..<end("</source", from: index, octets)
        index = source?.upperBound ?? index
      } else if starts(tag, "<target") {
        target = index..<end("</target", from: index, octets)
        index = target?.upperBound ?? index
      } else if starts(tag, "</trans-unit") || starts(tag, "</unit") {
        guard let text = target ?? source else { continue }
        if let source { keys.append(String(decoding: octets[source], as: UTF8.self)) }
        entries += keys.map { CatalogueEntry(key: $0, text: text) }
        keys = []
      }
    }
    return entries
  }

  private static func starts(_ tag: ArraySlice<UInt8>, _ name: String) -> Bool { tag.starts(with: name.utf8) }

  /// Where an end tag stands; the end of the file where it is missing.
  private static func end(_ tag: String, from start: Int, _ octets: [UInt8]) -> Int {
    var index = start
    while let open = octets[index...].firstIndex(of: UInt8(ascii: "<")) {
      if octets[open...].starts(with: tag.utf8) { return open }
      index = open + 1
    }
    return octets.count
  }

  private static func attribute(_ name: String, _ tag: ArraySlice<UInt8>) -> String? {
    let pattern = Array(" \(name)=\"".utf8)
    guard let found = tag.firstRange(of: pattern) else { return nil }
    return String(decoding: tag[found.upperBound...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
  }
}
