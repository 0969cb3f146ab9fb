/// Text with `format=flowed`: lines that end with a space go on in the next. RFC 3676 §4.
public enum FlowedText {
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
  ///   - deletesSpace: whether the parameter `delsp=yes` stands (RFC 3676 §4.1): the space of a soft line break goes too.
  /// - Complexity: O(n).
  public static func paragraphs(of text: [UInt8], deletesSpace: Bool) -> [Paragraph] {
    let span = text.span
    var result: [Paragraph] = []
    var open: (depth: Int, start: Int, text: [UInt8])?
    func close(_ end: Int) {
      guard let paragraph = open else { return }
      result.append(
        Paragraph(
          quoteDepth: paragraph.depth, text: String(decoding: paragraph.text, as: UTF8.self),
          octets: paragraph.start..<end))
      open = nil
    }
    var index = 0
    while index < span.count {
      let newline = span.first(.lineFeed, in: index..<span.count)
      var end = newline
      if end > index, span[end - 1] == .carriageReturn { end -= 1 }
      var start = index
      while start < end, span[start] == .greaterThan { start += 1 }
      let depth = start - index
      // "If the line starts with a space, delete it": space-stuffing, §4.4.
      if start < end, span[start] == .space { start += 1 }
      // "-- " is a signature separator and never flows (§4.3).
      let isSignature = end - start == 3 && span.string(start..<end) == "-- "
      if let paragraph = open, paragraph.depth != depth || isSignature { close(index) }
      let flows = end > start && span[end - 1] == .space && !isSignature
      if open == nil { open = (depth, index, []) }
      open?.text.append(contentsOf: span.array(start..<(flows && deletesSpace ? end - 1 : end)))
      index = min(newline + 1, span.count)
      if !flows { close(index) }
    }
    close(span.count)
    return result
  }
}
