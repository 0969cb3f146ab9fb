internal import MailSyntax

/// Reads Java's `.properties`: `key=text` or `key: text`, one a line; a backslash at its end goes on in the next.
enum PropertiesCatalogue {
  static func entries(in octets: [UInt8]) -> [CatalogueEntry] {
    var entries: [CatalogueEntry] = []
    var last: (key: String, text: OctetRange)?
    func isBlank(_ index: Int) -> Bool { octets[index] == 0x20 || octets[index] == 0x09 || octets[index] == 0x0D }
    for line in TextLines.ranges(in: octets) {
      var start = line.lowerBound
      while start < line.upperBound, isBlank(start) { start += 1 }
      var end = line.upperBound
      while end > start, isBlank(end - 1) { end -= 1 }
      let continues = end > start && octets[end - 1] == UInt8(ascii: "\\")
      let stop = continues ? end - 1 : end
      if let open = last {
        last = continues ? (open.key, open.text.lowerBound..<stop) : nil
        if !continues { entries.append(CatalogueEntry(key: open.key, text: open.text.lowerBound..<stop)) }
        continue
      }
      guard start < end, octets[start] != UInt8(ascii: "#"), octets[start] != UInt8(ascii: "!"),
        let sign = (start..<end).first(where: { octets[$0] == UInt8(ascii: "=") || octets[$0] == UInt8(ascii: ":") })
      else { continue }
      var keyEnd = sign
      while keyEnd > start, isBlank(keyEnd - 1) { keyEnd -= 1 }
      var text = sign + 1
      while text < stop, isBlank(text) { text += 1 }
      let key = String(decoding: octets[start..<keyEnd], as: UTF8.self)
      if continues {
        last = (key, text..<stop)
      } else {
        entries.append(CatalogueEntry(key: key, text: text..<max(text, stop)))
      }
    }
    return entries
  }
}
