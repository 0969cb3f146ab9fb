public import MailSyntax

/// Visible text, joined, with the way back to the source.
public struct VisibleText: Sendable {
  /// UTF-8 with character references replaced; blocks and cells are separated by a line feed, white space is collapsed.
  ///
  /// The text of a plain body stands as it is. Of a template expression that prints there stand the string literals
  /// that read like human text, as in `{{ _('Unsubscribe') }}`, else U+FFFC; of one that steers, nothing.
  public let utf8: [UInt8]
  /// The stretches of `utf8` that stand in a quoted earlier message, in order, not touching each other.
  public let quoted: [OctetRange]
  let runs: [Run]

  /// A stretch of `utf8` that starts at `text` and stands at `source`.
  ///
  /// It ends where the next one starts. If both are of the same length they correspond octet by octet; else (a
  /// character reference, collapsed white space, a separator that is nowhere in the source) only as a whole.
  struct Run: Sendable {
    let text: Int
    var source: OctetRange
  }

  init(utf8: [UInt8], runs: [Run], quoted: [OctetRange] = []) {
    self.utf8 = utf8
    self.runs = runs
    self.quoted = quoted
  }

  /// Where a range of `utf8` stands in `Body.octets`: from the start of its first run's place to the end of its last's.
  /// - Complexity: O(log n) in the runs.
  public func source(of range: OctetRange) -> OctetRange {
    guard !runs.isEmpty else { return 0..<0 }
    let clamped = range.clamped(to: 0..<utf8.count)
    let start = place(of: clamped.lowerBound).lowerBound
    guard !clamped.isEmpty else { return start..<start }
    let end = place(of: clamped.upperBound - 1).upperBound
    return start..<max(start, end)
  }

  /// Whether an offset of `utf8` stands in a quoted earlier message.
  public func isQuoted(at offset: Int) -> Bool {
    var low = 0
    var high = quoted.count
    while low < high {
      let middle = (low + high) / 2
      if quoted[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < quoted.count && quoted[low].contains(offset)
  }

  /// The place of one octet of the text.
  private func place(of offset: Int) -> OctetRange {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].text <= offset { low = middle } else { high = middle }
    }
    let run = runs[low]
    let end = low + 1 < runs.count ? runs[low + 1].text : utf8.count
    guard run.source.count == end - run.text else { return run.source }
    let start = min(run.source.lowerBound + offset - run.text, run.source.upperBound)
    return start..<min(start + 1, run.source.upperBound)
  }
}
