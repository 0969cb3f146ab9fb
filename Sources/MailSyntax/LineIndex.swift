/// Finds line and column of offsets. A line ends with LF, or CRLF.
public struct LineIndex: Sendable {
  private let octets: [UInt8]
  private let starts: [Int]

  /// - Complexity: O(n); eight octets for each line are kept.
  public init(_ octets: [UInt8]) {
    self.octets = octets
    var starts = [0]
    let span = octets.span
    var index = span.first(.lineFeed, in: 0..<span.count)
    while index < span.count {
      starts.append(index + 1)
      index = span.first(.lineFeed, in: index + 1..<span.count)
    }
    self.starts = starts
  }

  /// The line and column of the octet at `offset`, both from 1; the column counts Unicode scalars of UTF-8.
  /// - Complexity: O(log lines), and O(n) in the octets of the line.
  public func position(of offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), octets.count)
    let line = line(of: offset)
    var column = 1
    for index in start(of: line)..<offset where octets[index] & 0xC0 != 0x80 { column += 1 }
    return (line, column)
  }

  /// The line of the octet at `offset`, from 1; offsets outside are cut to the octets.
  /// - Complexity: O(log lines).
  public func line(of offset: Int) -> Int {
    let offset = min(max(offset, 0), octets.count)
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Where a line begins; `line` counts from 1.
  public func start(of line: Int) -> Int { starts[line - 1] }
}
