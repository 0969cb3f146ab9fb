import MailSyntax

/// Lines and columns of many places in one file, each at a bounded cost.
///
/// `LineIndex` counts a column from the start of its line; a message that is one line of megabytes with a finding at
/// every tag would make a report quadratic. Here the count starts at the nearest of equally spaced marks.
struct SourcePositions {
  /// Octets between two marks: what a position costs at most, against eight octets kept for each mark.
  private static let spacing = 1024

  /// What a column counts.
  enum Unit {
    case scalars
    /// As SARIF's readers do.
    case utf16
    /// As reviewdog does.
    case octets

    /// How many units begin with an octet of valid UTF-8.
    fileprivate func begun(by octet: UInt8) -> Int {
      if self == .octets { return 1 }
      if octet & 0xC0 == 0x80 { return 0 }
      return self == .utf16 && octet >= 0xF0 ? 2 : 1
    }

    /// How many units begin with each octet, where what is no UTF-8 reads as U+FFFD (Unicode Standard §3.9, maximal
    /// subparts): text in Latin-1 has its columns too.
    fileprivate func begun(byEach octets: [UInt8]) -> [UInt8] {
      var counts: [UInt8] = []
      counts.reserveCapacity(octets.count)
      var (parser, iterator) = (UTF8.ForwardParser(), octets.makeIterator())
      while true {
        switch parser.parseScalar(from: &iterator) {
        case .valid(let octets):
          counts += [self == .utf16 && octets.count == 4 ? 2 : 1] + repeatElement(0, count: octets.count - 1)
        case .error(let length): counts += [1] + repeatElement(0, count: length - 1)
        case .emptyInput: return counts
        }
      }
    }
  }

  private let octets: [UInt8]
  private let unit: Unit
  /// The number of the first line.
  private let firstLine: Int
  private let lines: LineIndex
  /// The number of units that begin before each multiple of `spacing`.
  private let marks: [Int]
  /// The number of units that begin with each octet; nil where an octet of valid UTF-8 tells by itself.
  private let counts: [UInt8]?

  /// The places of a result as lines of its file, where that is a mailbox.
  init(inFileOf result: CheckResult, counting unit: Unit = .scalars) {
    self.init(result.octets, counting: unit, firstLine: result.mailbox?.line ?? 1)
  }

  /// - Complexity: O(n).
  init(_ octets: [UInt8], counting unit: Unit = .scalars, firstLine: Int = 1) {
    self.octets = octets
    self.firstLine = firstLine
    self.unit = unit
    let isSimple = unit == .octets || String(validating: octets, as: UTF8.self) != nil
    let counts = isSimple ? nil : unit.begun(byEach: octets)
    var marks: [Int] = []
    var count = 0
    for (index, octet) in octets.enumerated() {
      if index % Self.spacing == 0 { marks.append(count) }
      count += counts.map { Int($0[index]) } ?? unit.begun(by: octet)
    }
    if octets.count % Self.spacing == 0 { marks.append(count) }
    lines = LineIndex(octets)
    self.marks = marks
    self.counts = counts
  }

  /// Line and column of the octet at `offset`, the column from 1; offsets outside are cut to the file.
  /// - Complexity: O(log lines).
  func position(of offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(0, offset), octets.count)
    let line = lines.line(of: offset)
    return (line + firstLine - 1, begun(before: offset) - begun(before: lines.start(of: line)) + 1)
  }

  /// The number of the last line.
  var lastLine: Int { lines.line(of: octets.count) + firstLine - 1 }

  /// The octets of a line, without its LF or CRLF.
  func octets(ofLine line: Int) -> OctetRange {
    let index = line - firstLine + 1
    let start = lines.start(of: index)
    guard line < lastLine else { return start..<octets.count }
    let end = lines.start(of: index + 1) - 1
    return start..<(end > start && octets[end - 1] == 0x0D ? end - 1 : end)
  }

  private func begun(before offset: Int) -> Int {
    let mark = offset / Self.spacing
    let rest = mark * Self.spacing..<offset
    if let counts { return counts[rest].reduce(marks[mark]) { $0 + Int($1) } }
    return octets[rest].reduce(marks[mark]) { $0 + unit.begun(by: $1) }
  }
}
