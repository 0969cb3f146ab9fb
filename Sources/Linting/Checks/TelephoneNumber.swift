/// Finds a telephone number that no word such as "Tel." announces: "+43 5445 12 34", "02921 3 30", "(503) 555-0101".
struct TelephoneNumber {
  private let text: [UInt8]

  /// ITU-T E.164 allows 15 digits; local numbers with their area code have seven and more.
  private static let digits = 7...15

  /// - Complexity: O(n) in octets.
  static func first(in text: [UInt8]) -> Range<Int>? { TelephoneNumber(text: text).first() }

  private func first() -> Range<Int>? {
    var index = 0
    while index < text.count {
      guard isStart(index) else {
        index += 1
        continue
      }
      let (end, groups) = groups(from: index)
      if isNumber(groups, at: index), !isLetter(end) { return index..<end }
      index = max(end, index + 1)
    }
    return nil
  }

  private func isNumber(_ groups: [Int], at index: Int) -> Bool {
    guard Self.digits.contains(groups.reduce(0, +)) else { return false }
    if text[index] == UInt8(ascii: "+") { return true }
    let opening = text[index] == UInt8(ascii: "(") ? index + 1 : index
    if text[opening] == UInt8(ascii: "0") { return groups.count > 1 }
    // North America, Spain and Poland.
    return [[3, 3, 4], [3, 2, 2, 2], [2, 3, 2, 2]].contains(groups)
  }

  /// The digits between separators, and where they end.
  private func groups(from start: Int) -> (end: Int, groups: [Int]) {
    var groups: [Int] = []
    var end = start
    var index = start
    var inGroup = false
    while index < text.count, groups.count <= Self.digits.upperBound {
      switch text[index] {
      case 0x30...0x39:
        if inGroup { groups[groups.count - 1] += 1 } else { groups.append(1) }
        inGroup = true
        end = index + 1
      case UInt8(ascii: "."):
        // French numbers have points between pairs, dates have them too; American ones "212.555.0100".
        let isAmerican = groups == [3] || groups == [3, 3]
        let isFrench = groups.allSatisfy { $0 == 2 } && (groups.count != 2 || !isYear(index + 1))
        guard isAmerican || isFrench else { return (end, groups) }
        inGroup = false
      case UInt8(ascii: "+") where index == start, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "-"),
        UInt8(ascii: "/"), 0x20:
        inGroup = false
      default: return (end, groups)
      }
      if index - end > 2 { return (end, groups) }
      index += 1
    }
    return (end, groups)
  }

  private func isYear(_ index: Int) -> Bool {
    index + 3 < text.count && text[index..<index + 4].allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Whether a number may begin there: not within a word, another number or an address of the web.
  private func isStart(_ index: Int) -> Bool {
    let octet = text[index]
    guard octet &- 0x30 < 10 || octet == UInt8(ascii: "+") || octet == UInt8(ascii: "(") else { return false }
    guard index > 0 else { return true }
    let before = text[index - 1]
    if before == 0x20, index > 1, (0x30...0x39).contains(text[index - 2]) { return false }
    return !isLetter(index - 1) && !(0x30...0x39).contains(before) && !"./-_=&?#@:+".utf8.contains(before)
  }

  private func isLetter(_ index: Int) -> Bool {
    index < text.count && ((0x41...0x5A).contains(text[index] & 0xDF) || text[index] >= 0xC3)
  }
}
