internal import Glibc

/// A moment, in milliseconds since 1970-01-01T00:00:00Z, written as RFC 3339 does: `2026-05-01T09:30:00Z`.
///
/// Proof of consent lives for years and is read by people and by other programs, hence one unambiguous form, and no
/// local time: a moment without an offset is refused.
package struct UTCTime: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let milliseconds: Int

  package init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// The system's clock.
  package static func now() -> UTCTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UTCTime(milliseconds: time.tv_sec * 1_000 + time.tv_nsec / 1_000_000)
  }

  package static func < (a: UTCTime, b: UTCTime) -> Bool { a.milliseconds < b.milliseconds }

  /// Reads `YYYY-MM-DDThh:mm:ss[.fff…](Z|±hh:mm)`; a space may stand for the T. Years 1970 to 9999; a leap second is
  /// read as the second after it; digits beyond milliseconds are dropped.
  package init?(parsing text: String) {
    var scanner = MomentScanner(octets: Array(text.utf8))
    guard let year = scanner.number(digits: 4), scanner.skip("-"),
      let month = scanner.number(digits: 2), scanner.skip("-"), let day = scanner.number(digits: 2),
      scanner.skip("T") || scanner.skip("t") || scanner.skip(" "),
      let hour = scanner.number(digits: 2), scanner.skip(":"),
      let minute = scanner.number(digits: 2), scanner.skip(":"), let second = scanner.number(digits: 2),
      let fraction = scanner.fraction(), let offset = scanner.offset(), scanner.isAtEnd,
      (1970...9999).contains(year), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    let seconds = Self.day(year: year, month: month, day: day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
    guard seconds >= 0 else { return nil }
    milliseconds = seconds * 1_000 + fraction
  }

  package var description: String {
    func padded(_ number: Int, _ digits: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    let (days, rest) = (milliseconds / 86_400_000, milliseconds % 86_400_000)
    let (year, month, day) = Self.date(ofDay: days)
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60)
    let fraction = rest % 1_000
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(padded(hour, 2)):\(padded(minute, 2))"
      + ":\(padded(second, 2))\(fraction == 0 ? "" : ".\(padded(fraction, 3))")Z"
  }

  // MARK: The Gregorian calendar, counted from 1 March so that the leap day is the last of its year

  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days from 1970-01-01.
  private static func day(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  }

  private static func date(ofDay days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let (era, inEra) = (shifted / 146_097, shifted % 146_097)
    let yearOfEra = (inEra - inEra / 1_460 + inEra / 36_524 - inEra / 146_096) / 365
    let dayOfYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

/// Reads the pieces of a moment from left to right.
private struct MomentScanner {
  let octets: [UInt8]
  var position = 0

  init(octets: [UInt8]) { self.octets = octets }

  var isAtEnd: Bool { position == octets.count }

  private func digit(at index: Int) -> Int? {
    guard index < octets.count, (0x30...0x39).contains(octets[index]) else { return nil }
    return Int(octets[index] - 0x30)
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard !isAtEnd, octets[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func number(digits: Int) -> Int? {
    var number = 0
    for index in position..<position + digits {
      guard let digit = digit(at: index) else { return nil }
      number = number * 10 + digit
    }
    position += digits
    return number
  }

  /// Milliseconds; 0 where no fraction is given, nil where a point stands without digits.
  mutating func fraction() -> Int? {
    guard skip(".") else { return 0 }
    guard digit(at: position) != nil else { return nil }
    var (number, weight) = (0, 100)
    while let digit = digit(at: position) {
      number += digit * weight
      weight /= 10
      position += 1
    }
    return number
  }

  /// Seconds east of UTC; nil where none is given.
  mutating func offset() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let sign = skip("+") ? 1 : skip("-") ? -1 : 0
    guard sign != 0, let hours = number(digits: 2), skip(":"), let minutes = number(digits: 2), hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 3_600 + minutes * 60)
  }
}
