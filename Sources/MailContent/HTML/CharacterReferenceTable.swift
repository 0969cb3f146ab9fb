/// The named references in order, so that the longest name at a place is found by narrowing a range octet by octet.
struct CharacterReferenceTable: Sendable {
  /// Read once from `CharacterReferenceNames`, in about 0.2 ms.
  static let shared = CharacterReferenceTable(CharacterReferenceNames.list)

  struct Match {
    /// The octets of the name, its semicolon included where it has one.
    let length: Int
    let hasSemicolon: Bool
    let first: UInt32
    let second: UInt32
  }

  private struct Entry {
    let start: Int32
    let length: Int32
    let first: UInt32
    let second: UInt32
    /// Whether the name also stands without its semicolon.
    let standsAlone: Bool
  }

  private let names: [UInt8]
  private let entries: [Entry]
  /// The first entry whose name begins with an ASCII octet, by octet.
  private let firstEntry: [Int]
  /// The names of at most eight letters, by these: most that are written, found at once.
  private let shortNames: ShortNames

  private init(_ list: StaticString) {
    var names: [UInt8] = []
    var entries: [Entry] = []
    var shortNames = ShortNames()
    list.withUTF8Buffer { octets in
      var index = 0
      while index < octets.count {
        let start = names.count
        var packed: UInt64 = 0
        while octets[index].isASCIIAlphanumeric {
          names.append(octets[index])
          packed = packed << 8 | UInt64(octets[index])
          index += 1
        }
        if names.count - start <= HTMLName.packedLength { shortNames.insert(packed, place: entries.count) }
        let standsAlone = octets[index] == UInt8(ascii: "~")
        var codes: [UInt32] = [0]
        index += 1
        while index < octets.count, octets[index] != Octet.space {
          if let digit = octets[index].hexDigit {
            codes[codes.count - 1] = codes[codes.count - 1] << 4 | UInt32(digit)
          } else {
            codes.append(0)
          }
          index += 1
        }
        index += 1
        entries.append(
          Entry(
            start: Int32(start), length: Int32(names.count - start), first: codes[0],
            second: codes.count > 1 ? codes[1] : 0, standsAlone: standsAlone))
      }
    }
    self.names = names
    self.entries = entries
    self.shortNames = shortNames
    firstEntry = (0...128).map { octet in
      entries.firstIndex { names[Int($0.start)] >= octet } ?? entries.count
    }
  }

  /// The longest name at an index. HTML standard §13.2.5.73.
  func longestMatch(at start: Int, to end: Int, in octets: Span<UInt8>) -> Match? {
    guard start < end, octets[start] < 0x80 else { return nil }
    // No name goes on behind its semicolon.
    if let short = shortNames.entry(at: start, to: end, in: octets) {
      let entry = entries[short]
      return Match(length: Int(entry.length) + 1, hasSemicolon: true, first: entry.first, second: entry.second)
    }
    var low = firstEntry[Int(octets[start])]
    var high = firstEntry[Int(octets[start]) + 1]
    var best: Match?
    var length = 1
    while low < high {
      let after = start + length
      let entry = entries[low]
      // Sorted by octets, the name that is exactly what was read so far stands first.
      if Int(entry.length) == length {
        if after < end, octets[after] == Octet.semicolon {
          return Match(length: length + 1, hasSemicolon: true, first: entry.first, second: entry.second)
        }
        if entry.standsAlone {
          best = Match(length: length, hasSemicolon: false, first: entry.first, second: entry.second)
        }
      }
      guard after < end else { return best }
      let wanted = Int(octets[after])
      low = boundary(low, high) { octet(of: $0, at: length) < wanted }
      high = boundary(low, high) { octet(of: $0, at: length) <= wanted }
      length += 1
    }
    return best
  }

  /// The octet of a name at a place; -1 behind its end.
  private func octet(of entry: Int, at place: Int) -> Int {
    place < Int(entries[entry].length) ? Int(names[Int(entries[entry].start) + place]) : -1
  }

  /// The first entry of a range for which a test, true for the entries before it, fails.
  private func boundary(_ low: Int, _ high: Int, _ isBefore: (Int) -> Bool) -> Int {
    var low = low
    var high = high
    while low < high {
      let middle = (low + high) / 2
      if isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Names of at most eight octets, packed into numbers, with their places in the list: open addressing.
private struct ShortNames: Sendable {
  private struct Slot {
    /// 0 where the slot is free.
    var key: UInt64 = 0
    var entry: Int32 = 0
  }
  /// A power of two; the list has 1,729 names that are as short.
  private static let slotCount = 4096
  private var slots = [Slot](repeating: Slot(), count: slotCount)

  mutating func insert(_ packed: UInt64, place: Int) {
    var index = Self.slot(of: packed)
    while slots[index].key != 0 { index = (index + 1) & (Self.slotCount - 1) }
    slots[index] = Slot(key: packed, entry: Int32(place))
  }

  /// The place of the name that stands at an index and ends with a semicolon.
  func entry(at start: Int, to end: Int, in octets: Span<UInt8>) -> Int? {
    var key: UInt64 = 0
    var index = start
    let limit = Swift.min(end, start + HTMLName.packedLength + 1)
    while index < limit, octets[index] != Octet.semicolon {
      guard octets[index].isASCIIAlphanumeric else { return nil }
      key = key << 8 | UInt64(octets[index])
      index += 1
    }
    guard index < limit, index > start else { return nil }
    var slot = Self.slot(of: key)
    while slots[slot].key != 0 {
      if slots[slot].key == key { return Int(slots[slot].entry) }
      slot = (slot + 1) & (Self.slotCount - 1)
    }
    return nil
  }

  private static func slot(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 40) & (slotCount - 1)
  }
}
