internal import MailSyntax

/// Reads `.po` files: `msgid "…"` and the `msgstr` that follows, each over several lines perhaps. GNU gettext manual,
/// "The Format of PO Files".
enum GettextCatalogue {
  /// Entries without a translation have the text of the key itself.
  static func entries(in octets: [UInt8]) -> [CatalogueEntry] {
    var entries: [CatalogueEntry] = []
    var key: [UInt8] = []
    var keyRange: OctetRange?
    var text: OctetRange?
    var isKey = false
    func close() {
      guard let keyRange, !key.isEmpty else { return }
      let range = text.flatMap { $0.isEmpty ? nil : $0 } ?? keyRange
      entries.append(CatalogueEntry(key: String(decoding: key, as: UTF8.self), text: range))
    }
    for line in TextLines.ranges(in: octets) {
      guard let quoted = quoted(in: line, octets) else { continue }
      if TextLines.starts(octets, line, with: "msgid ") {
        close()
        (key, keyRange, text, isKey) = (unescaped(octets[quoted]), quoted, nil, true)
      } else if TextLines.starts(octets, line, with: "msgstr ") || TextLines.starts(octets, line, with: "msgstr[0] ") {
        (text, isKey) = (quoted, false)
      } else if TextLines.starts(octets, line, with: "\"") {
        if isKey {
          key += unescaped(octets[quoted])
          keyRange = keyRange.map { $0.lowerBound..<quoted.upperBound }
        } else if let start = text {
          text = (start.isEmpty ? quoted.lowerBound : start.lowerBound)..<quoted.upperBound
        }
      }
    }
    close()
    return entries
  }

  /// Between the first quote of a line and the last.
  private static func quoted(in line: OctetRange, _ octets: [UInt8]) -> OctetRange? {
    guard let open = line.first(where: { octets[$0] == UInt8(ascii: "\"") }),
      let close = line.last(where: { octets[$0] == UInt8(ascii: "\"") }), close > open
    else { return nil }
    return (open + 1)..<close
  }

  private static func unescaped(_ octets: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var isEscaped = false
    for octet in octets {
      if !isEscaped, octet == UInt8(ascii: "\\") {
        isEscaped = true
        continue
      }
      result.append(isEscaped && octet == UInt8(ascii: "n") ? UInt8(ascii: "\n") : octet)
      isEscaped = false
    }
    return result
  }
}

/// Lines of a file, as ranges without their ends.
enum TextLines {
  static func ranges(in octets: [UInt8]) -> [OctetRange] {
    var ranges: [OctetRange] = []
    var start = 0
    for (index, octet) in octets.enumerated() where octet == UInt8(ascii: "\n") {
      ranges.append(start..<index)
      start = index + 1
    }
    ranges.append(start..<octets.count)
    return ranges
  }

  static func starts(_ octets: [UInt8], _ line: OctetRange, with text: String) -> Bool {
    octets[line].starts(with: text.utf8)
  }
}
