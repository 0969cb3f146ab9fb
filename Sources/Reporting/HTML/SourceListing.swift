import MailSyntax

/// The lines of source around a place, with the place marked.
struct SourceListing {
  /// Lines before and behind the place.
  private static let context = 1
  /// Lines shown of the place itself.
  private static let shownLines = 6
  /// Octets shown of one line; a line may be the whole message.
  private static let shownOctets = 240
  /// Octets of them before the place, where it is far into a line.
  private static let lead = 60

  private let octets: [UInt8]
  private let place: OctetRange
  private let positions: SourcePositions

  init(of octets: [UInt8], at place: OctetRange, positions: SourcePositions) {
    self.octets = octets
    self.place = place.clamped(to: 0..<octets.count)
    self.positions = positions
  }

  /// - Parameter label: what a screen reader calls it.
  func html(label: String) -> String {
    let first = positions.position(of: place.lowerBound).line
    let last = positions.position(of: max(place.lowerBound, place.upperBound - 1)).line
    let shown = min(last, first + Self.shownLines - 1)
    let lines = max(1, first - Self.context)...min(positions.lastLine, shown + (shown == last ? Self.context : 0))
    let indent = lines.map(indentation).min() ?? 0
    let rows = lines.map { line in
      let code = text(of: line, indent: indent, isMarked: (first...last).contains(line))
      return "<div><i>\(line)</i><code>\(code)</code></div>"
    }
    let cut = shown < last ? "<div><i>⋮</i><code></code></div>" : ""
    return
      "<div class=\"source\" role=\"figure\" aria-label=\"\(MarkupText.escaped(label))\">\(rows.joined())\(cut)</div>"
  }

  /// The blanks and tabs that a line begins with, at most as many as the place leaves unmarked; a blank line has any
  /// number of them.
  private func indentation(of line: Int) -> Int {
    let whole = positions.octets(ofLine: line)
    let count = octets[whole].prefix { $0 == 0x20 || $0 == 0x09 }.count
    if count == whole.count { return Int.max }
    return whole.contains(place.lowerBound) ? min(count, place.lowerBound - whole.lowerBound) : count
  }

  private func text(of line: Int, indent: Int, isMarked: Bool) -> String {
    var whole = positions.octets(ofLine: line)
    whole = whole.lowerBound + min(indent, whole.count)..<whole.upperBound
    let marked = isMarked ? place.clamped(to: whole) : whole.lowerBound..<whole.lowerBound
    let start =
      whole.count <= Self.shownOctets ? whole.lowerBound : max(whole.lowerBound, marked.lowerBound - Self.lead)
    let shown = boundary(start)..<boundary(min(whole.upperBound, start + Self.shownOctets))
    var text = shown.lowerBound > whole.lowerBound ? "…" : ""
    if isMarked {
      let mark = marked.clamped(to: shown)
      text +=
        safe(shown.lowerBound..<mark.lowerBound) + "<mark>\(safe(mark))</mark>"
        + safe(mark.upperBound..<shown.upperBound)
    } else {
      text += safe(shown)
    }
    return text + (shown.upperBound < whole.upperBound ? "…" : "")
  }

  /// The nearest offset, not before `offset`, at which a character of UTF-8 begins.
  private func boundary(_ offset: Int) -> Int {
    var offset = offset
    while offset < octets.count, octets[offset] & 0xC0 == 0x80 { offset += 1 }
    return offset
  }

  private func safe(_ range: OctetRange) -> String {
    let text = String(decoding: octets[range], as: UTF8.self).replacing("\t", with: "  ")
    return MarkupText.escaped(TerminalText.safe(text))
  }
}
