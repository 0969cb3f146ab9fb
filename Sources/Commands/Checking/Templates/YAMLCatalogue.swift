internal import Configuration
internal import MailSyntax

/// Reads YAML's mappings of texts, nested ones with their keys joined by dots; those below a language's name (`de:`)
/// count without it too, as Rails looks them up.
enum YAMLCatalogue {
  /// Mappings within mappings; the nesting of real catalogues stays below 10.
  private static let maximumDepth = 64

  static func entries(in octets: [UInt8]) -> [CatalogueEntry] {
    let text = String(decoding: octets, as: UTF8.self)
    guard let root = try? YAMLDocument.root(of: text) else { return [] }
    let lines = TextLines.ranges(in: octets)
    var entries: [CatalogueEntry] = []
    var open: [(node: YAMLNode, path: [String])] = [(root, [])]
    // Without aliases a node takes an octet at least; with them a few lines can stand for any number.
    var left = octets.count
    while let (node, path) = open.popLast(), left > 0 {
      left -= 1
      switch node.content {
      case .mapping(let pairs) where path.count < maximumDepth:
        for (key, value) in pairs { open.append((value, path + [key.text ?? ""])) }
      case .scalar(let text, let style):
        guard let range = range(of: text, style, at: node.place, in: lines, octets) else { continue }
        entries.append(CatalogueEntry(key: path.joined(separator: "."), text: range))
        if path.count > 1 {
          entries.append(CatalogueEntry(key: path.dropFirst().joined(separator: "."), text: range))
        }
      default: continue
      }
    }
    return entries
  }

  /// From where the parser says that it starts to the end of its last line; a block's text begins on the next one.
  private static func range(
    of text: String, _ style: YAMLNode.Style, at place: YAMLPlace, in lines: [OctetRange], _ octets: [UInt8]
  ) -> OctetRange? {
    guard place.line <= lines.count else { return nil }
    let isBlock = style == .block
    let count = text.split(separator: "\n", omittingEmptySubsequences: false).count
    let first = isBlock ? place.line : place.line - 1
    let last = min(lines.count - 1, isBlock ? first + max(0, count - 2) : first)
    guard first <= last else { return nil }
    // A column counts characters; the text stands on one line, which is found again by its first character.
    let line = lines[first]
    let start = isBlock ? line.lowerBound : Self.start(ofColumn: place.column, in: line, octets)
    return start..<max(start, lines[last].upperBound)
  }

  private static func start(ofColumn column: Int, in line: OctetRange, _ octets: [UInt8]) -> Int {
    var index = line.lowerBound
    var left = column - 1
    while index < line.upperBound, left > 0 {
      index += 1
      while index < line.upperBound, octets[index] & 0xC0 == 0x80 { index += 1 }
      left -= 1
    }
    return index
  }
}
