/// Reads one header section: lines up to the blank line that ends it.
///
/// Grammar: RFC 5322 §2.2 (fields), §2.2.3 (folding), §4.5.8 (white space before the colon);
/// tolerance: RFC 7103 §7.2 (lines that are no fields), §7.3 and §7.4 (spacing).
struct HeaderSection {
  /// The first octet behind the section: the first of the body.
  let end: Int
  /// Whether a blank line ended it; else it ran into a delimiter line or the end of the message.
  let hasSeparator: Bool

  /// Reads fields from `start` on and appends them to `reader.fields`.
  init(_ octets: Span<UInt8>, from start: Int, into reader: inout EntityReader) {
    let count = octets.count
    var line = start
    var field: Int?  // where the field being read begins
    var colon = start
    var mayFold = false
    var separator = false
    var trailing: Int?  // the first of the lines that are no fields and have no field behind them
    while line < count {
      let newline = octets.first(.lineFeed, in: line..<count)
      let next = newline < count ? newline &+ 1 : count
      let first = octets[line]
      if first.isWSP {
        if mayFold {
          line = next
          continue
        }
      } else if first == .lineFeed || HeaderSection.isBlank(octets, line, newline) {
        separator = true
        HeaderSection.close(octets, field, colon, line, &reader)
        field = nil
        line = next
        break
      } else if first == .hyphen, reader.isDelimiter(octets, at: line) {
        break
      }
      HeaderSection.close(octets, field, colon, line, &reader)
      field = nil
      if let found = HeaderSection.colon(octets, line, newline) {
        if found > line, octets[found &- 1].isWSP { reader.note(.spaceBeforeColon, line..<found) }
        field = line
        colon = found
        mayFold = true
        trailing = nil
      } else {
        if trailing == nil { trailing = line }
        if first.isWSP, line == start { reader.note(.foldedFirstLine, line..<next) }
        mayFold = HeaderSection.noteInvalid(octets, line..<next, isFirst: line == start, &reader)
      }
      line = next
    }
    HeaderSection.close(octets, field, colon, line, &reader)
    // RFC 7103 §7.2: with neither a blank line nor another field behind it, a line that is no field begins the body.
    if !separator, let trailing, trailing > 0 || !octets.matches("from ", at: 0, before: octets.count) {
      line = trailing
    }
    end = line
    hasSeparator = separator
  }

  /// Whether the line holds no octet but carriage returns.
  private static func isBlank(_ octets: Span<UInt8>, _ line: Int, _ newline: Int) -> Bool {
    guard octets[line] == .carriageReturn else { return false }
    var index = line
    while index < newline, octets[index] == .carriageReturn { index &+= 1 }
    return index == newline && newline < octets.count
  }

  /// The colon behind a field name; nil where the line does not begin with one.
  ///
  /// `ftext = %d33-57 / %d59-126` (RFC 5322 §3.6.8), or 8-bit octets (met in real mail), then WSP (§4.5.8).
  private static func colon(_ octets: Span<UInt8>, _ line: Int, _ newline: Int) -> Int? {
    var index = line
    while index < newline {
      let octet = octets[index]
      if octet == .colon { return index > line ? index : nil }
      if octet <= .space || octet == 0x7F { break }
      index &+= 1
    }
    guard index > line else { return nil }
    while index < newline, octets[index].isWSP { index &+= 1 }
    return index < newline && octets[index] == .colon ? index : nil
  }

  /// Appends the field from `start` to `end`.
  private static func close(
    _ octets: Span<UInt8>, _ start: Int?, _ colon: Int, _ end: Int, _ reader: inout EntityReader
  ) {
    guard let start else { return }
    guard reader.fields.count < Limits.fields else {
      reader.note(.tooManyFields, start..<end)
      return
    }
    var nameEnd = colon
    while nameEnd > start, octets[nameEnd &- 1].isWSP { nameEnd &-= 1 }
    var bodyEnd = end
    if bodyEnd > colon &+ 1, octets[bodyEnd &- 1] == .lineFeed { bodyEnd &-= 1 }
    while bodyEnd > colon &+ 1, octets[bodyEnd &- 1] == .carriageReturn { bodyEnd &-= 1 }
    let name = start..<nameEnd
    reader.fields.append(
      Field(octets: start..<end, name: name, body: colon &+ 1..<bodyEnd, kind: FieldName(octets, name)))
  }

  /// Notes a line that is no field; an mbox "From " line (RFC 4155, appendix A) at the beginning is let pass.
  /// - Returns: whether lines that begin with white space still belong to it.
  private static func noteInvalid(
    _ octets: Span<UInt8>, _ line: OctetRange, isFirst: Bool, _ reader: inout EntityReader
  ) -> Bool {
    if isFirst, line.lowerBound == 0, octets.matches("from ", at: 0, before: line.upperBound) { return false }
    reader.note(.invalidField, line)
    return true
  }
}
