/// The queue's files are rows of counted records: a tag, the number of octets in decimal, ":", the octets, a line feed.
///
/// Nothing in a record's octets means anything to the reader, so no content can be mistaken for structure.
struct Record: Equatable {
  var tag: UInt8
  var octets: ArraySlice<UInt8>

  /// Digits in a count: 10^12 octets are more than any file here.
  static let maximumDigits = 12

  /// What comes before the octets of a record.
  static func prefix(tag: UInt8, count: Int) -> [UInt8] {
    [tag] + Array(String(count).utf8) + [UInt8(ascii: ":")]
  }

  static func append(_ tag: UInt8, _ octets: some Collection<UInt8>, to output: inout [UInt8]) {
    output += prefix(tag: tag, count: octets.count)
    output += octets
    output.append(UInt8(ascii: "\n"))
  }

  static func append(_ tag: UInt8, _ text: String, to output: inout [UInt8]) {
    append(tag, Array(text.utf8), to: &output)
  }

  static func append(_ tag: UInt8, _ number: Int, to output: inout [UInt8]) {
    append(tag, String(number), to: &output)
  }

  var text: String { String(decoding: octets, as: UTF8.self) }

  /// The number the record is; nil if it is none.
  var number: Int? { Int(text) }

  /// The records in these octets; nil if they are not a whole row of records.
  static func row(_ octets: ArraySlice<UInt8>) -> [Record]? {
    var reader = RecordReader(octets)
    var records: [Record] = []
    while let record = reader.next() { records.append(record) }
    return reader.rest.isEmpty ? records : nil
  }
}

/// Takes records from the front of a row.
struct RecordReader {
  private(set) var rest: ArraySlice<UInt8>

  init(_ octets: ArraySlice<UInt8>) { rest = octets }

  /// The next record; nil, with `rest` where it was, if what follows is no whole record.
  mutating func next() -> Record? {
    guard let (tag, count, start) = Self.prefix(of: rest), count < rest.endIndex - start,
      rest[start + count] == UInt8(ascii: "\n")
    else { return nil }
    let record = Record(tag: tag, octets: rest[start..<start + count])
    rest = rest[(start + count + 1)...]
    return record
  }

  /// The tag and count at the front, and where the octets start; nil if there is no whole prefix.
  static func prefix(of octets: ArraySlice<UInt8>) -> (tag: UInt8, count: Int, start: Int)? {
    guard let tag = octets.first else { return nil }
    var count = 0
    var position = octets.startIndex + 1
    let limit = min(octets.endIndex, position + Record.maximumDigits + 1)
    let firstDigit = position
    while position < limit {
      let octet = octets[position]
      if octet == UInt8(ascii: ":") { return position > firstDigit ? (tag, count, position + 1) : nil }
      guard octet >= 48, octet <= 57 else { return nil }
      count = count * 10 + Int(octet - 48)
      position += 1
    }
    return nil
  }
}
