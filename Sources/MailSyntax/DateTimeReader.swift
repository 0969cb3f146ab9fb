/// Reads `date-time` of RFC 5322 §3.3 with the obsolete forms of §4.3: comments and white space anywhere between
/// tokens, years of two and three digits, zones by name.
struct DateTimeReader {
  private var index: Int
  private let end: Int
  private(set) var isObsolete = false
  /// Whether a comment does not end.
  private var isOpen = false

  init(_ range: OctetRange) {
    index = range.lowerBound
    end = range.upperBound
  }

  /// - Returns: nil where the octets are no date-time, or one that no calendar has.
  mutating func read(_ octets: Span<UInt8>) -> DateTime? {
    skip(octets)
    let weekday = readWeekday(octets)
    guard let day = number(octets, digits: 1...2), let month = DateTime.month(word(octets)),
      let year = readYear(octets), let hour = number(octets, digits: 2...2), colon(octets),
      let minute = number(octets, digits: 2...2)
    else { return nil }
    var second = 0
    if colon(octets) {
      guard let value = number(octets, digits: 2...2) else { return nil }
      second = value
    }
    guard let offset = readZone(octets), index == end, !isOpen else { return nil }
    // 60 is a leap second: RFC 5322 §3.3.
    guard (1...DateTime.days(ofMonth: month, year)).contains(day), hour < 24, minute < 60, second <= 60 else {
      return nil
    }
    return DateTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, offsetMinutes: offset,
      weekday: weekday, isObsolete: isObsolete)
  }

  /// `[ day-of-week "," ]`. RFC 5322 §3.3.
  private mutating func readWeekday(_ octets: Span<UInt8>) -> Int? {
    let start = index
    if let weekday = DateTime.weekday(word(octets)), index < end, octets[index] == .comma {
      index += 1
      skip(octets)
      return weekday
    }
    index = start
    return nil
  }

  /// `year`, or `obs-year`: "If a two digit year is encountered whose value is between 00 and 49 … adding 2000". §4.3.
  private mutating func readYear(_ octets: Span<UInt8>) -> Int? {
    let start = index
    guard let year = number(octets, digits: 2...9) else { return nil }
    var digits = 0
    while start + digits < end, octets[start + digits].isDigit { digits += 1 }
    if digits >= 4 { return year }
    isObsolete = true
    return year + (digits == 2 && year < 50 ? 2000 : 1900)
  }

  /// `zone`, or `obs-zone`; an unknown name is as good as "-0000". §4.3.
  private mutating func readZone(_ octets: Span<UInt8>) -> Int? {
    guard index < end else { return nil }
    let sign = octets[index]
    if sign == UInt8(ascii: "+") || sign == .hyphen {
      index += 1
      guard let value = number(octets, digits: 4...4), value % 100 < 60 else { return nil }
      let minutes = value / 100 * 60 + value % 100
      return sign == .hyphen ? -minutes : minutes
    }
    let name = word(octets)
    guard !name.isEmpty else { return nil }
    isObsolete = true
    switch name {
    case "edt": return -4 * 60
    case "est", "cdt": return -5 * 60
    case "cst", "mdt": return -6 * 60
    case "mst", "pdt": return -7 * 60
    case "pst": return -8 * 60
    default: return 0
    }
  }

  /// A number of so many digits, and CFWS behind it.
  private mutating func number(_ octets: Span<UInt8>, digits: ClosedRange<Int>) -> Int? {
    let start = index
    var value = 0
    while index < end, octets[index].isDigit, index - start < digits.upperBound {
      value = value * 10 + Int(octets[index] & 0x0F)
      index += 1
    }
    guard index - start >= digits.lowerBound, index == end || !octets[index].isDigit else { return nil }
    skip(octets)
    return value
  }

  /// Letters in lower case, and CFWS behind them; empty where there are none.
  private mutating func word(_ octets: Span<UInt8>) -> String {
    let start = index
    while index < end, octets[index].isLetter, index - start < DateTimeReader.longestName { index += 1 }
    let name = octets.string(start..<index).lowercased()
    skip(octets)
    return name
  }

  /// Letters of the longest name of a zone that is read, "usually between 3 and 5": RFC 5322 §4.3.
  private static let longestName = 9

  private mutating func colon(_ octets: Span<UInt8>) -> Bool {
    guard index < end, octets[index] == .colon else { return false }
    index += 1
    skip(octets)
    return true
  }

  /// `CFWS`, RFC 5322 §3.2.2; a comment that does not end goes to the end.
  private mutating func skip(_ octets: Span<UInt8>) {
    var depth = 0
    while index < end {
      let octet = octets[index]
      if octet == .leftParenthesis {
        depth += 1
      } else if octet == .rightParenthesis, depth > 0 {
        depth -= 1
      } else if depth == 0, !octet.isFoldingWhiteSpace {
        return
      } else if octet == .backslash, depth > 0 {
        index += 1
      }
      index += 1
    }
    index = end
    isOpen = depth > 0
  }
}
