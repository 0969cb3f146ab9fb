/// Where the octets of a decoded text stand in the octets they were decoded from.
///
/// A list of runs in order: within a run the text stands octet for octet in its source, or in base64, or the run is one
/// unit (an escape, a character of another length) that maps as a whole.
struct OffsetMap: Sendable {
  private struct Run {
    let text: Int
    let source: Int
    let sourceEnd: Int
    let kind: Kind
  }

  enum Kind: Sendable {
    /// Octet for octet.
    case plain
    /// Three octets for four, from the beginning of a quantum.
    case base64
    /// All octets of the run for all octets of the source range.
    case unit
  }

  private var runs: [Run] = []
  private(set) var textCount = 0
  /// Where the source ends: what stands behind the last octet maps there.
  var sourceEnd = 0

  /// Appends `count` octets of text that stand in `source`.
  @inline(__always)
  mutating func append(_ kind: Kind, count: Int, source: OctetRange) {
    guard count > 0 else { return }
    if kind == .plain, let last = runs.last, last.kind == .plain,
      last.source + textCount - last.text == source.lowerBound
    {
      runs[runs.count - 1] = Run(text: last.text, source: last.source, sourceEnd: source.upperBound, kind: .plain)
    } else {
      runs.append(Run(text: textCount, source: source.lowerBound, sourceEnd: source.upperBound, kind: kind))
    }
    textCount += count
  }

  /// The source of one octet of text; behind the last, the empty range at the end of the source.
  func source(of offset: Int) -> OctetRange {
    guard offset < textCount, let run = run(at: max(0, offset)) else { return sourceEnd..<sourceEnd }
    let distance = max(0, offset) - run.text
    switch run.kind {
    case .plain: return run.source + distance..<run.source + distance + 1
    case .base64:
      let start = run.source + distance / 3 * 4 + distance % 3
      return start..<min(start + 2, run.sourceEnd)
    case .unit: return run.source..<run.sourceEnd
    }
  }

  /// The source of a range of text, without what stands between it and its neighbours.
  func source(of range: OctetRange) -> OctetRange {
    let start = source(of: range.lowerBound).lowerBound
    guard !range.isEmpty else { return start..<start }
    return start..<max(start, source(of: range.upperBound - 1).upperBound)
  }

  private func run(at offset: Int) -> Run? {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].text <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? runs[low - 1] : nil
  }
}
