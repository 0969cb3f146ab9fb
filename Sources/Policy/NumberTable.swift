/// Numbers that never change, read where they lie: in a text that is a constant of the program, of which only what is
/// looked at is ever loaded, or in memory of their own.
///
/// Swift has no constants of a hundred thousand numbers that are neither built anew at each start nor compiled for
/// minutes, but a text of any length is one. A number takes four octets of it with seven bits in each, the lowest
/// first, so that the text is ASCII.
struct NumberTable: @unchecked Sendable {
  // What lies there is constant, or `owner` has it alone and never writes it again: any thread may read it.
  private let start: UnsafeRawPointer
  private let owner: Memory?
  let count: Int

  /// A larger number does not fit.
  static let maximum = 1 << 28 - 1

  private final class Memory {
    let start: UnsafeMutableBufferPointer<UInt32>
    init(_ words: some Collection<UInt32>) {
      start = .allocate(capacity: words.count)
      _ = start.initialize(fromContentsOf: words)
    }
    deinit { start.deallocate() }
  }

  /// - Parameter numbers: from 0 to `maximum`.
  init(_ numbers: some Collection<Int>) {
    let memory = Memory(numbers.map { Self.septets($0).littleEndian })
    owner = memory
    start = UnsafeRawPointer(memory.start.baseAddress!)
    count = numbers.count
  }

  /// - Parameter constants: of `text`, without the length; they live as long as the program.
  fileprivate init(constants: UnsafeRawPointer, count: Int) {
    owner = nil
    start = constants
    self.count = count
  }

  @inline(__always)
  subscript(index: Int) -> Int {
    precondition(index >= 0 && index < count)
    return Self.number(UInt32(littleEndian: start.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self)))
  }

  @inline(__always)
  fileprivate static func number(_ septets: UInt32) -> Int {
    let pairs = septets & 0x007F_007F | (septets & 0x7F00_7F00) >> 1
    return Int(truncatingIfNeeded: pairs & 0x3FFF | (pairs & 0x3FFF_0000) >> 2)
  }

  private static func septets(_ number: Int) -> UInt32 {
    precondition(number >= 0 && number <= maximum)
    return (0..<4).reduce(0) { $0 | UInt32(number >> (7 * $1) & 0x7F) << UInt32(8 * $1) }
  }

  /// The octets of the text that holds the table: its length, then its numbers.
  var text: [UInt8] {
    NumberTable([count]).octets + octets
  }

  private var octets: [UInt8] { Array(UnsafeRawBufferPointer(start: start, count: count * 4)) }
}

/// Reads tables from a text, one after the other.
struct NumberTableReader {
  private var next: UnsafeRawPointer

  /// - Parameter text: tables as `NumberTable.text` has them.
  init(_ text: StaticString) { next = UnsafeRawPointer(text.utf8Start) }

  /// The next table, in the order of writing.
  mutating func read() -> NumberTable {
    let table = NumberTable(constants: next + 4, count: NumberTable(constants: next, count: 1)[0])
    next += 4 + table.count * 4
    return table
  }
}
