/// Text with `format=flowed`: lines that end with a space go on in the next. RFC 3676 §4.
public enum FlowedText {
  /// One line of the source.
  public struct Line: Sendable, Hashable {
    /// How many ">" stand before it; RFC 3676 §4.5.
    public let quoteDepth: Int
    /// What a reader sees of it: without quote marks, stuffed space, line end, and the space that `delsp=yes` deletes.
    public let content: OctetRange
    /// All of it, its line end too.
    public let octets: OctetRange
    /// Whether the next line goes on with its paragraph.
    public internal(set) var flows: Bool
  }

  /// One paragraph, with where it came from.
  public struct Paragraph: Sendable, Hashable {
    /// How many ">" stand before it; RFC 3676 §4.5.
    public let quoteDepth: Int
    /// Its text, soft line breaks undone.
    public let text: String
    /// Its lines in the text given, quote marks and last line end included.
    public let octets: OctetRange
  }

  /// The paragraphs of decoded text.
  /// - Parameters:
  ///   - text: UTF-8, lines ended by LF or CRLF.
  ///   - deletesSpace: whether the parameter `delsp=yes` stands (RFC 3676 §4.1): the space of a soft line break goes
  ///     too.
  /// - Complexity: O(n).
  public static func paragraphs(of text: [UInt8], deletesSpace: Bool) -> [Paragraph] {
    var result: [Paragraph] = []
    var start = 0
    var joined: [UInt8] = []
    for line in lines(of: text, deletesSpace: deletesSpace) {
      joined += text[line.content]
      if line.flows { continue }
      result.append(
        Paragraph(
          quoteDepth: line.quoteDepth, text: String(decoding: joined, as: UTF8.self),
          octets: start..<line.octets.upperBound))
      start = line.octets.upperBound
      joined = []
    }
    return result
  }

  /// The lines of decoded text, told which go on; the last never does.
  /// - Complexity: O(n).
  public static func lines(of text: [UInt8], deletesSpace: Bool) -> [Line] {
    let span = text.span
    var result: [Line] = []
    var index = 0
    while index < span.count {
      let line = line(span, at: index, deletesSpace: deletesSpace)
      // A paragraph ends where the depth changes (§4.5), and before a signature separator (§4.3).
      if let last = result.last, last.flows, last.quoteDepth != line.quoteDepth || isSignature(span, line.content) {
        result[result.count - 1].flows = false
      }
      result.append(line)
      index = line.octets.upperBound
    }
    if !result.isEmpty { result[result.count - 1].flows = false }
    return result
  }

  private static func line(_ text: Span<UInt8>, at index: Int, deletesSpace: Bool) -> Line {
    let newline = text.first(.lineFeed, in: index..<text.count)
    var end = newline
    if end > index, text[end - 1] == .carriageReturn { end -= 1 }
    var start = index
    while start < end, text[start] == .greaterThan { start += 1 }
    let depth = start - index
    // A space at the beginning of a line was stuffed and is deleted: §4.4.
    if start < end, text[start] == .space { start += 1 }
    let flows = end > start && text[end - 1] == .space && !isSignature(text, start..<end)
    return Line(
      quoteDepth: depth, content: start..<(flows && deletesSpace ? end - 1 : end),
      octets: index..<min(newline + 1, text.count), flows: flows)
  }

  /// "-- " separates a signature and never flows. RFC 3676 §4.3.
  private static func isSignature(_ text: Span<UInt8>, _ content: OctetRange) -> Bool {
    content.count == 3 && text[content.lowerBound] == .hyphen && text[content.lowerBound + 1] == .hyphen
      && text[content.lowerBound + 2] == .space
  }
}
