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
    let last = runs.count - 1
    // A stretch that goes on where the last one ended, both octet by octet, is one with it.
    if last >= 0, runs[last].source.upperBound == range.lowerBound,
      runs[last].source.count == start - runs[last].text
    {
      runs[last].source = runs[last].source.lowerBound..<range.upperBound
    } else {
      runs.append(VisibleText.Run(text: start, source: range))
    }
    octets.extracting(range).withUnsafeBufferPointer { utf8.append(contentsOf: $0) }
    if isQuoted { noteQuoted(from: start) }
  }

  /// Text that stands for a stretch of the source as a whole.
  mutating func append(_ text: [UInt8], standingAt source: OctetRange) {
    guard !text.isEmpty else { return }
    startRun(at: source)
    utf8 += text
    endRun()
  }

  /// What a character reference stands for.
  mutating func append(_ reference: CharacterReference, standingAt source: OctetRange) {
    startRun(at: source)
    reference.append(to: &utf8)
    endRun()
  }

  private mutating func startRun(at source: OctetRange) {
    flush()
    runs.append(VisibleText.Run(text: utf8.count, source: source))
  }

  private mutating func endRun() {
    // Of the same length as its source by chance: octet by octet would be as good.
    if isQuoted, let last = runs.last { noteQuoted(from: last.text) }
  }

  var endsInSpace: Bool { separator != nil || utf8.isEmpty }

  private mutating func flush() {
    guard let pending = separator else { return }
    separator = nil
    guard !utf8.isEmpty else { return }
    let start = utf8.count
    runs.append(VisibleText.Run(text: start, source: pending.source))
    utf8.append(pending.octet)
    if isQuoted, quoted.last?.upperBound == start { noteQuoted(from: start) }
  }

  private mutating func noteQuoted(from start: Int) {
    guard start < utf8.count else { return }
    if let last = quoted.last, last.upperBound == start {
      quoted[quoted.count - 1] = last.lowerBound..<utf8.count
    } else {
      quoted.append(start..<utf8.count)
    }
  }

  /// Makes room for the text of a document.
  mutating func reserve(forDocument octets: Int) {
    utf8.reserveCapacity(octets / 4)
    runs.reserveCapacity(octets / 64)
  }

  func build() -> VisibleText { VisibleText(utf8: utf8, runs: runs, quoted: quoted) }
}
