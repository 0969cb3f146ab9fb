/// One content line of a calendar object, with the lines that go on it. RFC 5545 §3.1.
struct CalendarLine {
  /// In the text, with its line end.
  let range: Range<Int>
  /// The property's name, in upper case.
  let name: String
  /// Unfolded, without the line end.
  let octets: [UInt8]
  /// Where the value begins in `octets`: behind the first colon that stands in no quoted parameter.
  private let value: Int
  /// Whether it stands in an alarm, whose attendees get mail from it (RFC 5545 §3.6.6).
  let isInAlarm: Bool

  /// The lines of a text.
  /// - Complexity: O(n).
  static func all(of text: [UInt8]) -> [CalendarLine] {
    var lines: [CalendarLine] = []
    var start = 0
    var alarms = 0
    while start < text.count {
      var end = start
      var octets: [UInt8] = []
      repeat {
        // A line that goes on begins with one white space, which is not part of it.
        if end > start { end += 1 }
        let newline = text[end...].firstIndex(of: 0x0A) ?? text.count
        octets += text[end..<newline].last == 0x0D ? text[end..<newline].dropLast() : text[end..<newline]
        end = min(newline + 1, text.count)
      } while end < text.count && (text[end] == 0x20 || text[end] == 0x09)
      let line = CalendarLine(range: start..<end, octets: octets, isInAlarm: alarms > 0)
      if line.isMark("BEGIN") { alarms += 1 }
      if line.isMark("END") { alarms = max(0, alarms - 1) }
      lines.append(line)
      start = end
    }
    return lines
  }

  private init(range: Range<Int>, octets: [UInt8], isInAlarm: Bool) {
    self.range = range
    self.octets = octets
    self.isInAlarm = isInAlarm
    let nameEnd = octets.firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ";") } ?? octets.count
    name = String(decoding: octets[..<nameEnd], as: UTF8.self).uppercased()
    var isQuoted = false
    var index = nameEnd
    while index < octets.count, isQuoted || octets[index] != UInt8(ascii: ":") {
      if octets[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      index += 1
    }
    value = min(index + 1, octets.count)
  }

  private func isMark(_ mark: String) -> Bool { name == mark && text.uppercased() == "VALARM" }

  /// The value as text, white space around it dropped.
  private var text: String {
    let rest = octets[value...].drop { $0 <= 0x20 }
    guard let last = rest.lastIndex(where: { $0 > 0x20 }) else { return "" }
    return String(decoding: rest[...last], as: UTF8.self)
  }

  /// The address of a calendar user (RFC 5545 §3.3.3), without "mailto:".
  var user: String {
    let text = text
    return text.lowercased().hasPrefix("mailto:") ? String(text.dropFirst("mailto:".count)) : text
  }

  /// With escaped line ends and signs as what they stand for (RFC 5545 §3.3.11), to look for words in.
  var unescaped: [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(octets.count)
    var index = 0
    while index < octets.count {
      if octets[index] == UInt8(ascii: "\\"), index + 1 < octets.count {
        index += 1
        output.append(octets[index] | 0x20 == UInt8(ascii: "n") ? 0x0A : octets[index])
      } else {
        output.append(octets[index])
      }
      index += 1
    }
    return output
  }
}
