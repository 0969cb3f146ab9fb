internal import Glibc

/// Times as the audit log writes them.
package enum Timestamp {
  /// RFC 3339 in UTC, of a fixed length of 20 octets: "2026-11-22T06:31:00Z". Two of them compare as their texts do.
  /// - Parameter seconds: since 1970.
  package static func text(_ seconds: Int) -> String {
    var time = time_t(seconds)
    var utc = tm()
    gmtime_r(&time, &utc)
    func digits(_ number: Int32, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(count - text.utf8.count, 0)) + text
    }
    return "\(digits(utc.tm_year + 1900, 4))-\(digits(utc.tm_mon + 1, 2))-\(digits(utc.tm_mday, 2))"
      + "T\(digits(utc.tm_hour, 2)):\(digits(utc.tm_min, 2)):\(digits(utc.tm_sec, 2))Z"
  }
}
