/// Tables as RFC 4180 describes them: records of fields, commas between, quotes around fields that hold commas, quotes
/// or line ends. Reads CRLF, LF and CR as line ends, and a byte order mark; writes CRLF.
package struct CommaSeparatedValues {
  /// One record and the line it starts on, counted from 1.
  package struct Record: Sendable, Hashable {
    package let line: Int
    package let fields: [String]

    package init(line: Int, fields: [String]) {
      self.line = line
      self.fields = fields
    }
  }

  /// Why a record cannot be read.
  package struct Malformation: Error, Sendable, Hashable {
    package let line: Int
    package let problem: String
    package let mend: String
  }

  private let octets: [UInt8]
  private var offset = 0
  private var line = 1

  private static let (comma, quote, lineFeed, carriageReturn): (UInt8, UInt8, UInt8, UInt8) = (0x2C, 0x22, 0x0A, 0x0D)

  package init(_ octets: [UInt8]) {
    self.octets = octets
    if octets.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// The next record; nil at the end. Empty lines are passed over. After a malformation, goes on with the next line.
  package mutating func next() throws(Malformation) -> Record? {
    while let octet = current, octet == Self.lineFeed || octet == Self.carriageReturn { endLine() }
    guard current != nil else { return nil }
    let start = line
    var fields: [String] = []
    do {
      repeat { fields.append(try field()) } while skipComma()
    } catch {
      while let octet = current, octet != Self.lineFeed, octet != Self.carriageReturn { offset += 1 }
      throw error
    }
    return Record(line: start, fields: fields)
  }

  private var current: UInt8? { offset < octets.count ? octets[offset] : nil }

  private mutating func skipComma() -> Bool {
    guard current == Self.comma else { return false }
    offset += 1
    return true
  }

  private mutating func endLine() {
    if octets[offset] == Self.carriageReturn, offset + 1 < octets.count, octets[offset + 1] == Self.lineFeed {
      offset += 1
    }
    offset += 1
    line += 1
  }

  private mutating func field() throws(Malformation) -> String {
    if current == Self.quote { return try quotedField() }
    let start = offset
    while let octet = current, octet != Self.comma, octet != Self.lineFeed, octet != Self.carriageReturn {
      guard octet != Self.quote else {
        throw Malformation(
          line: line, problem: "a quote inside of a field",
          mend: "put the whole field in quotes and write \"\" for each of them")
      }
      offset += 1
    }
    return try text(octets[start..<offset])
  }

  private mutating func quotedField() throws(Malformation) -> String {
    let start = (offset: offset, line: line)
    offset += 1
    var content: [UInt8] = []
    while let octet = current {
      if octet == Self.lineFeed || octet == Self.carriageReturn {
        let from = offset
        endLine()
        content += octets[from..<offset]
      } else if octet != Self.quote {
        content.append(octet)
        offset += 1
      } else if offset + 1 < octets.count, octets[offset + 1] == Self.quote {
        content.append(octet)
        offset += 2
      } else {
        offset += 1
        guard [nil, Self.comma, Self.lineFeed, Self.carriageReturn].contains(current) else {
          throw Malformation(
            line: line, problem: "text after a closing quote", mend: "put a comma there, or double the quote")
        }
        return try text(content[...])
      }
    }
    // Whatever follows was swallowed by the open quote: go on after its line, so that other rows are still looked at.
    (offset, line) = start
    throw Malformation(line: start.line, problem: "a quote is never closed", mend: "close it, or double it")
  }

  private func text(_ octets: ArraySlice<UInt8>) throws(Malformation) -> String {
    guard let text = String(validating: octets, as: UTF8.self) else {
      throw Malformation(line: line, problem: "the text is not UTF-8", mend: "save the file as “CSV UTF-8”")
    }
    return text
  }

  // MARK: Writing

  /// One record with its line end.
  package static func record(_ fields: [String]) -> String {
    fields.map(quotedWhereNeeded).joined(separator: ",") + "\r\n"
  }

  private static func quotedWhereNeeded(_ field: String) -> String {
    let needsQuotes =
      field.utf8.contains { [comma, quote, lineFeed, carriageReturn].contains($0) }
      || field.hasPrefix(" ") || field.hasSuffix(" ")
    guard needsQuotes else { return field }
    var result = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { result += "\"" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
