/// A file of text as UTF-8, whatever its charset, with the way back to its octets.
///
/// Templates come in what their editors wrote: a byte order mark, UTF-16, or a charset of the nineties. Nothing fails:
/// what is valid in no charset is read all the same.
public struct DecodedText: Sendable {
  /// UTF-8 without byte order mark; what is not valid is U+FFFD.
  public let octets: [UInt8]
  /// The octets as they came.
  public let file: [UInt8]
  /// From `octets` to the file; nil where they differ by `skipped` octets at the start alone.
  private let map: OffsetMap?
  private let skipped: Int

  /// How far a declaration of the charset is looked for: the first 1,024 octets, HTML standard §13.2.3.2.
  private static let sniffedOctets = 1_024
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// - Parameter file: its octets. A byte order mark counts first; then UTF-8 where it is valid; then what the file
  ///   itself declares (`<meta charset>`); then windows-1252, of which ISO-8859-1 is a part.
  /// - Complexity: O(n).
  public init(_ file: [UInt8]) {
    self.file = file
    if file.starts(with: Self.byteOrderMark) {
      let rest = Array(file[3...])
      (octets, map, skipped) = (Charset.utf8.decode(rest), CharsetMap.make(rest, .utf8), 3)
    } else if file.starts(with: [0xFF, 0xFE]) || file.starts(with: [0xFE, 0xFF]) {
      let charset = Charset(label: file[0] == 0xFF ? "utf-16le" : "utf-16be")
      let rest = Array(file[2...])
      (octets, map, skipped) = (charset.decode(rest), CharsetMap.make(rest, charset), 2)
    } else {
      let declared = UTF8Repair.isValid(file.span) ? nil : Self.declared(in: file)
      let charset = declared.map { Charset(label: $0) }.flatMap { $0 == .utf8 ? nil : $0 } ?? .undeclared
      (octets, map, skipped) = (charset.decode(file), CharsetMap.make(file, charset), 0)
    }
  }

  /// Where a range of `octets` stands in the file.
  public func source(of range: OctetRange) -> OctetRange {
    let source = map?.source(of: range) ?? range
    return (source.lowerBound + skipped)..<(source.upperBound + skipped)
  }

  /// Whether the octets are those of the file.
  public var isVerbatim: Bool { map == nil && skipped == 0 }

  /// The label behind `charset=` near the start; nil where there is none.
  private static func declared(in file: [UInt8]) -> String? {
    let name = Array("charset=".utf8)
    let end = min(file.count, sniffedOctets)
    guard end > name.count else { return nil }
    for start in 0..<(end - name.count)
    where (0..<name.count).allSatisfy({ file[start + $0] | 0x20 == name[$0] | 0x20 }) {
      let label = file[(start + name.count)..<end].drop { $0 == .quote || $0 == .apostrophe }
        .prefix { $0.isLetter || $0.isDigit || $0 == .hyphen || $0 == .underscore || $0 == .colon }
      return label.isEmpty ? nil : String(decoding: label, as: UTF8.self).lowercased()
    }
    return nil
  }
}
