import MailSyntax

/// Joins visible text, collapses white space (CSS Text Level 3 §4.1) and keeps where each stretch stands.
struct VisibleTextBuilder {
  private(set) var utf8: [UInt8] = []
  private var runs: [VisibleText.Run] = []
  private var quoted: [OctetRange] = []
  private var separator: (octet: UInt8, source: OctetRange)?
  var isQuoted = false

  /// White space at a place of the source: one space, unless a line ends there anyway.
  mutating func space(_ source: OctetRange) {
    if separator == nil { separator = (Octet.space, source) }
  }

  /// A line ends: of several, one is kept.
  mutating func endLine(at offset: Int) {
    if separator?.octet != Octet.lineFeed { separator = (Octet.lineFeed, offset..<offset) }
  }

  /// Octets that stand in the source as they are, from an offset on.
  mutating func append(_ range: OctetRange, of octets: Span<UInt8>) {
    flush()
    let start = utf8.count
    if !continues(range.lowerBound) {
      runs.append(VisibleText.Run(text: start, source: range))
    } else {
      extend(by: range)
    }
    octets.extracting(range).withUnsafeBufferPointer { utf8.append(contentsOf: $0) }
    noteQuoted(from: start)
  }

  /// Text that stands for a stretch of the source as a whole.
  mutating func append(_ text: [UInt8], standingAt source: OctetRange) {
    guard !text.isEmpty else { return }
    flush()
    let start = utf8.count
    runs.append(VisibleText.Run(text: start, source: source))
    utf8 += text
    // Of the same length by chance: octet by octet would be as good.
    noteQuoted(from: start)
  }

  var endsInSpace: Bool { separator != nil || utf8.isEmpty }

  private mutating func flush() {
    guard let pending = separator else { return }
    separator = nil
    guard !utf8.isEmpty else { return }
    let start = utf8.count
    runs.append(VisibleText.Run(text: start, source: pending.source))
    utf8.append(pending.octet)
    if quoted.last?.upperBound == start, isQuoted { noteQuoted(from: start) }
  }

  /// Whether a stretch at an offset goes on where the last run ended, both octet by octet.
  private func continues(_ offset: Int) -> Bool {
    guard let last = runs.last else { return false }
    return last.source.upperBound == offset && last.source.count == utf8.count - last.text
  }

  private mutating func extend(by range: OctetRange) {
    let last = runs.removeLast()
    runs.append(VisibleText.Run(text: last.text, source: last.source.lowerBound..<range.upperBound))
  }

  private mutating func noteQuoted(from start: Int) {
    guard isQuoted, start < utf8.count else { return }
    if let last = quoted.last, last.upperBound == start {
      quoted[quoted.count - 1] = last.lowerBound..<utf8.count
    } else {
      quoted.append(start..<utf8.count)
    }
  }

  func build() -> VisibleText { VisibleText(utf8: utf8, runs: runs, quoted: quoted) }
}
