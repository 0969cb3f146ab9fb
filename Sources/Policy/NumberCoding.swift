/// Writes numbers as text that a source file can hold, and reads them back: five bits a letter, the lowest first, the
/// sixth says that more follow.
///
/// Tables of a hundred thousand numbers are compiled in this way: a literal of that length would take the compiler
/// minutes, and building them anew would take each start longer than all the rest of it.
struct NumberCoding {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()
  private static let more: UInt32 = 0x20

  /// The text so far.
  private(set) var octets: [UInt8] = []
  private var index = 0

  init() {}
  /// Reads what was written.
  init(reading octets: [UInt8]) { self.octets = octets }

  /// A list of numbers from -1 on, with its length before it.
  mutating func write(_ numbers: some Collection<Int32>) {
    write(UInt32(numbers.count))
    for number in numbers { write(UInt32(bitPattern: number &+ 1)) }
  }

  private mutating func write(_ number: UInt32) {
    var rest = number
    while rest >= Self.more {
      octets.append(Self.alphabet[Int(rest & 0x1F | Self.more)])
      rest >>= 5
    }
    octets.append(Self.alphabet[Int(rest)])
  }

  /// The next list.
  mutating func read() -> [Int32] {
    // Asked for once: each start reads a hundred thousand numbers.
    let (values, letters) = (Self.values, octets)
    let (valueOf, text) = (values.span, letters.span)
    var position = index
    func number() -> UInt32 {
      var number: UInt32 = 0
      var shift: UInt32 = 0
      while position < text.count {
        let value = UInt32(valueOf[Int(text[position])])
        position += 1
        number |= (value & 0x1F) &<< shift
        if value < Self.more { break }
        shift += 5
      }
      return number
    }
    let count = Int(number())
    let numbers = [Int32](unsafeUninitializedCapacity: count) { buffer, filled in
      for place in 0..<count { buffer.initializeElement(at: place, to: Int32(bitPattern: number()) &- 1) }
      filled = count
    }
    index = position
    return numbers
  }
}
