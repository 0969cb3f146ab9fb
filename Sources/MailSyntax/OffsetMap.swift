/// Where the octets of a decoded text stand in the octets they were decoded from.
///
/// A list of runs in order. A run is a row of units of one size: octets that stand for themselves, escapes of
/// quoted-printable, quanta of base64, characters that take as many octets in the one as in the other. A unit maps as a
/// whole.
struct OffsetMap: Sendable {
  /// 16 octets, because a text with many letters beyond ASCII has many runs.
  private struct Run {
    let text: UInt32
    let source: UInt32
    let textUnit: UInt32
    let sourceUnit: UInt32
  }

  enum Kind: Sendable {
    /// Octet for octet.
    case plain
    /// All octets of the text for all octets of the source.
    case unit
  }

  private var runs: [Run] = []
  private(set) var textCount = 0
  /// Where the source ends: what stands behind the last octet maps there.
  var sourceEnd = 0
  /// Where the next unit would stand if it belonged to the last run.
  private var nextSource = -1

  /// Appends `count` octets of text that stand in `source`.
  @inline(__always)
  mutating func append(_ kind: Kind, count: Int, source: OctetRange) {
    guard count > 0 else { return }
    let textUnit = kind == .plain ? 1 : UInt32(count)
    let sourceUnit = kind == .plain ? 1 : UInt32(source.count)
    if nextSource != source.lowerBound || runs[runs.count - 1].textUnit != textUnit
      || runs[runs.count - 1].sourceUnit != sourceUnit
    {
      runs.append(
        Run(text: UInt32(textCount), source: UInt32(source.lowerBound), textUnit: textUnit, sourceUnit: sourceUnit))
    }
    nextSource = source.upperBound
    textCount += count
  }

  /// The source of one octet of text; behind the last, the empty range at the end of the source.
  func source(of offset: Int) -> OctetRange {
    guard offset < textCount, let run = run(at: max(0, offset)) else { return sourceEnd..<sourceEnd }
    let unit = (max(0, offset) - Int(run.text)) / Int(run.textUnit)
    let start = Int(run.source) + unit * Int(run.sourceUnit)
    return start..<start + Int(run.sourceUnit)
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
      if Int(runs[middle].text) <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? runs[low - 1] : nil
  }
}
