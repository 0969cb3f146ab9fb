import MailSyntax

/// The line of source in which a place starts, cut to a window around it, and the marks under the place.
struct Excerpt {
  /// What to show of the line; safe for a terminal.
  let line: String
  /// Blanks and carets to stand under `line`.
  let marks: String

  /// Octets of the line that are looked at on either side of the place; a line may be the whole message.
  private static let reach = 1024
  private static let ellipsis = "…"

  private struct Cell {
    let text: String
    let width: Int
  }

  /// - Parameters:
  ///   - range: the place, in `octets`; what lies beyond its first line is not marked.
  ///   - width: the columns that the line may take.
  /// - Complexity: O(`reach`), whatever the length of the line.
  init(of octets: [UInt8], at range: OctetRange, width: Int) {
    let start = min(max(0, range.lowerBound), octets.count)
    let lower = Self.lineStart(octets, before: start)
    let upper = Self.lineEnd(octets, from: start)
    let end = min(max(start, range.upperBound), upper.offset)
    var before = Self.cells(octets[lower.offset..<start])
    let marked = Self.cells(octets[start..<end])
    let after = Self.cells(octets[end..<upper.offset])
    if lower.isCut { before.insert(Cell(text: Self.ellipsis, width: 1), at: 0) }
    (line, marks) = Self.window(before, marked, after, isCut: upper.isCut, width: max(20, width))
  }

  private static func lineStart(_ octets: [UInt8], before start: Int) -> (offset: Int, isCut: Bool) {
    var offset = start
    while offset > 0, octets[offset - 1] != 0x0A {
      if start - offset >= reach, octets[offset] & 0xC0 != 0x80 { return (offset, true) }
      offset -= 1
    }
    return (offset, false)
  }

  /// The end of the line's text: before LF or CRLF.
  private static func lineEnd(_ octets: [UInt8], from start: Int) -> (offset: Int, isCut: Bool) {
    var offset = start
    while offset < octets.count, octets[offset] != 0x0A {
      if offset - start >= reach, octets[offset] & 0xC0 != 0x80 { return (offset, true) }
      offset += 1
    }
    if offset < octets.count, offset > start, octets[offset - 1] == 0x0D { offset -= 1 }
    return (offset, false)
  }

  private static func cells(_ octets: ArraySlice<UInt8>) -> [Cell] {
    String(decoding: octets, as: UTF8.self).unicodeScalars.map { scalar in
      let text = TerminalText.safe(scalar)
      return Cell(text: text, width: DisplayWidth.of(text))
    }
  }

  private static func window(
    _ before: [Cell], _ marked: [Cell], _ after: [Cell], isCut: Bool, width: Int
  ) -> (line: String, marks: String) {
    let markedWidth = marked.reduce(0) { $0 + $1.width }
    let whole = before.reduce(markedWidth) { $0 + $1.width } + after.reduce(0) { $0 + $1.width }
    if whole <= width, !isCut { return joined(before[...], marked[...], after[...]) }
    // The place itself is seen first; what it leaves is for both sides, at least a third for the text before it.
    let room = max(0, width - 2 - markedWidth)
    let afterWidth = after.reduce(isCut ? 1 : 0) { $0 + $1.width }
    let lead = fitting(before.reversed()[...], in: max(width / 3, room - min(afterWidth, room / 2)))
    var head = before.suffix(lead.count)
    if head.count < before.count { head = [Cell(text: ellipsis, width: 1)] + head }
    var left = width - 1 - head.reduce(0) { $0 + $1.width }
    let body = fitting(marked[...], in: left)
    left -= body.reduce(0) { $0 + $1.width }
    var tail = body.count < marked.count ? [] : fitting(after[...], in: left)
    if body.count < marked.count || tail.count < after.count || isCut {
      tail = tail + [Cell(text: ellipsis, width: 1)]
    }
    return joined(head, body, tail)
  }

  private static func fitting(_ cells: ArraySlice<Cell>, in width: Int) -> ArraySlice<Cell> {
    var left = width
    return cells.prefix { cell in
      left -= cell.width
      return left >= 0
    }
  }

  private static func joined(
    _ before: ArraySlice<Cell>, _ marked: ArraySlice<Cell>, _ after: ArraySlice<Cell>
  ) -> (line: String, marks: String) {
    let line = (before + marked + after).reduce(into: "") { $0 += $1.text }
    let blanks = String(repeating: " ", count: before.reduce(0) { $0 + $1.width })
    let carets = String(repeating: "^", count: max(1, marked.reduce(0) { $0 + $1.width }))
    return (line, blanks + carets)
  }
}
