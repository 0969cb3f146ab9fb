/// Date and time as mail writes them: `date-time` of RFC 5322 §3.3.
public struct DateTime: Sendable, Hashable {
  public let year: Int
  /// 1 to 12.
  public let month: Int
  public let day: Int
  public let hour: Int
  public let minute: Int
  /// 60 for a leap second.
  public let second: Int
  /// How far local time is ahead of UTC, in minutes.
  public let offsetMinutes: Int
  /// 0 for Sunday; nil where none is given.
  let weekday: Int?
  /// Whether it is written in a form of RFC 5322 §4.3.
  public let isObsolete: Bool

  /// - Parameter octets: a field's body, folded or not.
  /// - Returns: nil where it is no date-time, or none that the calendar has.
  /// - Complexity: O(n).
  public init?(parsing octets: [UInt8]) {
    self.init(octets.span, 0..<octets.count)
  }

  init?(_ octets: Span<UInt8>, _ range: OctetRange) {
    var reader = DateTimeReader(octets.trimmed(range))
    guard let found = reader.read(octets) else { return nil }
    self = found
  }

  init(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, offsetMinutes: Int, weekday: Int?,
    isObsolete: Bool
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.offsetMinutes = offsetMinutes
    self.weekday = weekday
    self.isObsolete = isObsolete
  }

  /// `date-time` of RFC 5322 §3.3, e.g. "Sat, 21 Nov 2026 21:00:00 +0100".
  /// - Parameters:
  ///   - secondsSince1970: seconds of UTC since 1970-01-01, leap seconds aside.
  ///   - offsetMinutes: how far local time is ahead of UTC, in minutes.
  public static func format(secondsSince1970: Int, offsetMinutes: Int) -> String {
    let local = secondsSince1970 + offsetMinutes * 60
    let days = floorDivide(local, 86_400)
    let seconds = local - days * 86_400
    let (year, month, day) = civil(days)
    let weekday = ((days + 4) % 7 + 7) % 7  // 1970-01-01 was a Thursday.
    let offset = abs(offsetMinutes)
    let time = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    let zone = "\(offsetMinutes < 0 ? "-" : "+")\(two(offset / 60))\(two(offset % 60))"
    return "\(weekdays[weekday]), \(two(day)) \(months[month - 1]) \(year) \(time) \(zone)"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// 1 to 12 for a month's name in lower case.
  static func month(_ name: String) -> Int? { months.firstIndex { $0.lowercased() == name }.map { $0 + 1 } }
  /// 0 for "sun".
  static func weekday(_ name: String) -> Int? { weekdays.firstIndex { $0.lowercased() == name } }

  /// How many days a month has.
  static func days(ofMonth month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func floorDivide(_ number: Int, _ by: Int) -> Int {
    number >= 0 ? number / by : -((by - 1 - number) / by)
  }

  /// The Gregorian date of a day counted from 1970-01-01; years are counted from March so that leap days come last.
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468  // days from 0000-03-01
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
