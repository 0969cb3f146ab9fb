/// The fingerprints by which GitHub code scanning knows a line again after an edit elsewhere in the file
/// (`primaryLocationLineHash`): for each line a rolling hash of the hundred UTF-16 units from its start, blanks and
/// tabs left out and every line end read as LF, then a colon and how often that hash has come so far.
///
/// GitHub's own upload step writes the same values where it finds the file checked out; written here, they are there
/// for every way of upload.
struct LineFingerprints {
  /// Units that a line's hash covers.
  private static let reach = 100
  private static let factor: UInt64 = 37
  /// What stands behind the last unit of a file.
  private static let endOfFile: UInt16 = 0xFFFF
  /// `factor` to the power of `reach`: the weight of the unit that leaves.
  private static let leaving = (0..<reach).reduce(into: UInt64(1)) { power, _ in power &*= factor }

  /// By line, from 0.
  private(set) var lines: [String] = []
  private var units = [UInt16](repeating: 0, count: reach)
  /// Whether the unit in this slot starts a line.
  private var startsLine = [Bool](repeating: false, count: reach)
  private var slot = 0
  private var hash: UInt64 = 0
  private var counts: [UInt64: Int] = [:]

  /// - Complexity: O(n).
  init(_ octets: [UInt8]) {
    var isLineStart = true
    var followsCR = false
    for unit in String(decoding: octets, as: UTF8.self).utf16 {
      let isSecondOfCRLF = followsCR && unit == 0x0A
      followsCR = unit == 0x0D
      if unit == 0x20 || unit == 0x09 || isSecondOfCRLF { continue }
      let unit: UInt16 = unit == 0x0D ? 0x0A : unit
      push(unit, startsLine: isLineStart)
      isLineStart = unit == 0x0A
    }
    push(Self.endOfFile, startsLine: isLineStart)
    for _ in 0..<Self.reach { push(0, startsLine: false) }
  }

  /// Takes a unit in; the one that leaves had its hundred units behind it, so a line that it started is complete.
  private mutating func push(_ unit: UInt16, startsLine isStart: Bool) {
    if startsLine[slot] {
      counts[hash, default: 0] += 1
      lines.append("\(String(hash, radix: 16)):\(counts[hash]!)")
    }
    startsLine[slot] = isStart
    hash = hash &* Self.factor &+ UInt64(unit) &- Self.leaving &* UInt64(units[slot])
    units[slot] = unit
    slot = (slot + 1) % Self.reach
  }
}
