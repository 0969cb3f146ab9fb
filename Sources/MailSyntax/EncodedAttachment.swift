/// Files that old programs put into the text itself: uuencode and yEnc.
///
/// uuencode: POSIX.1-2017, utility "uuencode"; yEnc: the description at yenc.org, version 1.3. Neither is MIME.
public struct EncodedAttachment: Sendable, Hashable {
  public enum Kind: String, Sendable { case uuencode, yEnc }

  public let kind: Kind
  /// The name in its first line.
  public let fileName: String
  /// From its first line to its last, in the text given; to the end of the text where its end is missing.
  public let octets: OctetRange

  /// The files within decoded text.
  /// - Complexity: O(n).
  public static func find(in text: [UInt8]) -> [EncodedAttachment] {
    let span = text.span
    var found: [EncodedAttachment] = []
    var open: (kind: Kind, name: String, start: Int)?
    var index = 0
    while index < span.count {
      let newline = span.first(.lineFeed, in: index..<span.count)
      let next = min(newline + 1, span.count)
      let line = span.trimmed(index..<newline)
      if let current = open {
        let ends =
          current.kind == .uuencode
          ? line.count == 3 && span.matches("end", at: index, before: newline)
          : span.matches("=yend ", at: index, before: newline)
        if ends {
          found.append(EncodedAttachment(kind: current.kind, fileName: current.name, octets: current.start..<next))
          open = nil
        }
      } else if let name = uuencodeName(span, index..<line.upperBound) {
        open = (.uuencode, name, index)
      } else if let name = yEncName(span, index..<line.upperBound) {
        open = (.yEnc, name, index)
      }
      index = next
    }
    if let open {
      found.append(EncodedAttachment(kind: open.kind, fileName: open.name, octets: open.start..<span.count))
    }
    return found
  }

  /// `begin MODE NAME`, the mode being three or four octal digits.
  private static func uuencodeName(_ octets: Span<UInt8>, _ line: OctetRange) -> String? {
    guard !line.isEmpty, octets.matches("begin ", at: line.lowerBound, before: line.upperBound) else { return nil }
    var index = line.lowerBound + 6
    let mode = index
    while index < line.upperBound, octets[index] >= 0x30, octets[index] < 0x38 { index += 1 }
    guard index - mode == 3 || index - mode == 4, index < line.upperBound, octets[index] == .space else { return nil }
    let name = octets.trimmed(index..<line.upperBound)
    return name.isEmpty ? nil : octets.string(name)
  }

  /// `=ybegin … line=128 size=123456 name=NAME`.
  private static func yEncName(_ octets: Span<UInt8>, _ line: OctetRange) -> String? {
    guard !line.isEmpty, octets.matches("=ybegin ", at: line.lowerBound, before: line.upperBound) else { return nil }
    var index = line.lowerBound
    while index < line.upperBound {
      if octets.matches(" name=", at: index, before: line.upperBound) {
        return octets.string(octets.trimmed(index + 6..<line.upperBound))
      }
      index += 1
    }
    return nil
  }
}
