/// Finds a postal address in a text: a street with a number, and a postal code with a place.
///
/// The forms are those of Germany, France, Italy and Spain ("Weg 4, 30159 Hannover"), of Austria, Switzerland and
/// Belgium (four digits), of the Netherlands ("3511 AP Utrecht"), Poland ("00-950 Warszawa"), Portugal
/// ("1100-148 Lisboa"), the United States ("Portland, OR 97201"), and of the United Kingdom and Canada, whose codes
/// ("SW1A 2AA", "M5V 2T6") are like nothing else and need no street. Numbers of orders are told from them by the place
/// and the street.
struct PostalAddress {
  private let text: [UInt8]

  /// The number of the house stands so close before the code, with the street and perhaps a line end between them.
  private static let reach = 80

  /// A street's name stands as close to the number: "Calle Sol, 4".
  private static let gap = 3
  private static let leastName = 3

  /// - Complexity: O(n) in octets.
  static func first(in text: [UInt8]) -> Range<Int>? { PostalAddress(text: text).first() }

  private func first() -> Range<Int>? {
    var houseNumber: Range<Int>?
    // The end of the last word that may name a street.
    var nameEnd = -Self.gap - 1
    var index = 0
    while index < text.count {
      guard isStart(index) else {
        index += 1
        continue
      }
      if let end = britishCode(at: index) ?? canadianCode(at: index) { return index..<end }
      let digits = digits(at: index)
      guard digits > 0 else {
        let end = wordEnd(from: index)
        if end - index >= Self.leastName { nameEnd = end }
        index = end
        continue
      }
      if let end = code(at: index, digits), let number = houseNumber, index - number.upperBound <= Self.reach {
        return number.lowerBound..<end
      }
      if digits <= 4, index - nameEnd <= Self.gap || isNamed(behind: index + digits) {
        houseNumber = index..<index + digits
      }
      index = wordEnd(from: index)
    }
    return nil
  }

  /// The end of a code with its place, or after its state.
  private func code(at index: Int, _ digits: Int) -> Int? {
    let end = index + digits
    switch digits {
    case 5:
      if isPlace(at: end) { return end }
      return isState(before: index) ? end : nil
    case 4:
      // A year stands in running text, a code at the start of a line or behind a comma.
      if octet(end) == UInt8(ascii: "-"), self.digits(at: end + 1) == 3, isPlace(at: end + 4) { return end + 4 }
      guard isSetOff(index) else { return nil }
      if octet(end) == 0x20, isUpper(end + 1), isUpper(end + 2), isPlace(at: end + 3) { return end + 3 }
      return isPlace(at: end) ? end : nil
    case 2:
      let isPolish = octet(end) == UInt8(ascii: "-") && self.digits(at: end + 1) == 3 && isPlace(at: end + 4)
      return isPolish ? end + 4 : nil
    default: return nil
    }
  }

  /// The end of a code such as "BS1 2JL".
  private func britishCode(at index: Int) -> Int? {
    guard isUpper(index) else { return nil }
    var end = isUpper(index + 1) ? index + 2 : index + 1
    guard isDigit(end) else { return nil }
    end += isDigit(end + 1) || isUpper(end + 1) ? 2 : 1
    guard octet(end) == 0x20, isDigit(end + 1), isUpper(end + 2), isUpper(end + 3), !isWord(end + 4) else { return nil }
    return end + 4
  }

  /// The end of a code such as "M5V 2T6".
  private func canadianCode(at index: Int) -> Int? {
    guard isUpper(index), isDigit(index + 1), isUpper(index + 2), octet(index + 3) == 0x20, isDigit(index + 4),
      isUpper(index + 5), isDigit(index + 6), !isWord(index + 7)
    else { return nil }
    return index + 7
  }

  /// Whether a space and a word with a capital follow.
  private func isPlace(at index: Int) -> Bool {
    guard octet(index) == 0x20 else { return false }
    return isCapital(index + 1) && isWord(index + 2) && !isDigit(index + 2)
  }

  /// Whether two capitals and a space stand before: the abbreviation of a state.
  private func isState(before index: Int) -> Bool {
    index >= 4 && octet(index - 1) == 0x20 && isUpper(index - 2) && isUpper(index - 3) && !isWord(index - 4)
  }

  /// Whether the start of a line, a comma or a country's letter and hyphen stand before.
  private func isSetOff(_ index: Int) -> Bool {
    var before = index - 1
    if before >= 1, octet(before) == UInt8(ascii: "-"), isUpper(before - 1) { return true }
    while before >= 0, octet(before) == 0x20 { before -= 1 }
    guard before >= 0, let octet = octet(before) else { return true }
    return octet == 0x0A || octet == 0x0D || octet == UInt8(ascii: ",") || octet >= 0x80
  }

  /// Whether a street's name follows: "12 rue du Four".
  private func isNamed(behind index: Int) -> Bool {
    var start = index
    while octet(start) == 0x20 || octet(start) == UInt8(ascii: ",") { start += 1 }
    return !isDigit(start) && wordEnd(from: start) - start >= Self.leastName
  }

  // MARK: Octets

  private func wordEnd(from index: Int) -> Int {
    var end = index
    while isWord(end) { end += 1 }
    return end
  }

  private func octet(_ index: Int) -> UInt8? { text.indices.contains(index) ? text[index] : nil }
  private func isDigit(_ index: Int) -> Bool { octet(index).map { (0x30...0x39).contains($0) } ?? false }
  private func isUpper(_ index: Int) -> Bool { octet(index).map { (0x41...0x5A).contains($0) } ?? false }
  /// A capital of ASCII, or a letter with a mark: "Łódź", "Évian".
  private func isCapital(_ index: Int) -> Bool {
    isUpper(index) || octet(index).map { (0xC3...0xC5).contains($0) } ?? false
  }
  private func isWord(_ index: Int) -> Bool {
    octet(index).map { isDigit(index) || (0x41...0x5A).contains($0 & 0xDF) || $0 >= 0x80 } ?? false
  }
  private func isStart(_ index: Int) -> Bool { isWord(index) && !isWord(index - 1) }

  /// How many digits begin there, if nothing but digits, or digits and a single letter, make up the word.
  private func digits(at index: Int) -> Int {
    var end = index
    while isDigit(end) { end += 1 }
    guard end > index, end - index <= 5 else { return 0 }
    return isWord(end) && isWord(end + 1) ? 0 : end - index
  }
}
