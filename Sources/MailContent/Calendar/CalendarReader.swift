import MailSyntax

/// Reads a calendar object: its texts, the addresses it names, the URLs it attaches. RFC 5545 §3.1.
struct CalendarReader {

  private(set) var text = VisibleTextBuilder()
  private(set) var links: [Link] = []
  private(set) var fetches: [Fetch] = []
  private(set) var people: [Person] = []

  /// The most people, links and fetches kept each.
  static let maximumEntries = 20_000

  private static let attendee = HTMLName("attendee")
  private static let organizer = HTMLName("organizer")
  private static let shownNames: Set<HTMLName> = [
    HTMLName("summary"), HTMLName("description"), HTMLName("location"), HTMLName("comment"), HTMLName("contact"),
  ]
  private static let url = HTMLName("url")
  private static let fetchedNames: Set<HTMLName> = [HTMLName("attach"), HTMLName("image")]

  init(_ octets: [UInt8]) {
    let span = octets.span
    var start = 0
    while start < octets.count {
      let line = Self.logicalLine(from: start, span)
      start = line.next
      read(line.octets, line.starts, octets.count)
    }
  }

  /// A line with its continuation lines, RFC 5545 §3.1: a line end and one space or tab within are nothing.
  private static func logicalLine(
    from start: Int, _ octets: Span<UInt8>
  ) -> (octets: [UInt8], starts: [Int], next: Int) {
    var line: [UInt8] = []
    var starts: [Int] = []
    var index = start
    while index < octets.count {
      let end = octets.firstIndex(of: Octet.lineFeed, from: index, to: octets.count)
      let contentEnd = end > index && end <= octets.count && octets[end - 1] == Octet.carriageReturn ? end - 1 : end
      for place in index..<contentEnd {
        line.append(octets[place])
        starts.append(place)
      }
      index = end + 1
      guard index < octets.count, octets[index] == Octet.space || octets[index] == Octet.tab else { break }
      index += 1
    }
    return (line, starts, min(max(index, start + 1), octets.count))
  }

  /// `contentline = name *(";" param ) ":" value CRLF`, RFC 5545 §3.1; a colon in a quoted parameter value is part of
  /// that.
  private mutating func read(_ line: [UInt8], _ starts: [Int], _ end: Int) {
    var index = 0
    while index < line.count, line[index] != Octet.semicolon, line[index] != Octet.colon { index += 1 }
    let name = HTMLName(0..<index, in: line.span)
    let parametersStart = index
    var isQuoted = false
    while index < line.count, isQuoted || line[index] != Octet.colon {
      if line[index] == Octet.quote { isQuoted.toggle() }
      index += 1
    }
    guard index < line.count else { return }
    let parameters = line[parametersStart..<index]
    let value = Array(line[(index + 1)...])
    let sourceStart = index + 1 < starts.count ? starts[index + 1] : starts[index] + 1
    let range = sourceStart..<max(sourceStart, (starts.last ?? sourceStart) + 1)
    if name == Self.attendee || name == Self.organizer {
      addPerson(name == Self.attendee ? .attendee : .organizer, value, parameters, range)
    } else if Self.shownNames.contains(name) {
      text.endLine(at: range.lowerBound)
      text.append(Self.unescaped(value), standingAt: range)
    } else if name == Self.url {
      guard links.count < Self.maximumEntries else { return }
      let target = String(decoding: URLReference.cleaned(value), as: UTF8.self)
      links.append(Link(target: target, text: target, title: "", isVisible: true, range: range, tagRange: range))
    } else if Self.fetchedNames.contains(name) {
      addFetch(value, parameters, range)
    }
  }

  /// ATTENDEE and ORGANIZER, RFC 5545 §3.8.4.1 and §3.8.4.3; a cal-address (§3.3.3) is a URI, nearly always `mailto:`.
  private mutating func addPerson(
    _ role: Person.Role, _ value: [UInt8], _ parameters: ArraySlice<UInt8>, _ range: OctetRange
  ) {
    guard people.count < Self.maximumEntries else { return }
    let address = value.span.hasPrefix("mailto:", at: 0, to: value.count) ? Array(value[7...]) : value
    people.append(
      Person(
        role: role, address: String(decoding: URLReference.cleaned(address), as: UTF8.self),
        name: Self.parameter("cn", in: Array(parameters)), range: range))
  }

  /// RFC 5545 §3.8.1.1 and RFC 7986 §5.10: what is not inline is fetched.
  private mutating func addFetch(_ value: [UInt8], _ parameters: ArraySlice<UInt8>, _ range: OctetRange) {
    let parameters = Array(parameters)
    guard Self.parameter("encoding", in: parameters) == nil, fetches.count < Self.maximumEntries else { return }
    fetches.append(
      Fetch(
        kind: .object, url: URLReference.text(URLReference.cleaned(value), base: nil), width: nil, height: nil,
        isHidden: false, alt: nil, classes: "", isQuoted: false, removal: range, range: range))
  }

  /// The value of a parameter, without its quotes. RFC 5545 §3.2.
  private static func parameter(_ name: StaticString, in parameters: [UInt8]) -> String? {
    var index = 0
    let span = parameters.span
    while index < parameters.count {
      index += 1
      let matches = span.hasPrefix(name, at: index, to: parameters.count)
      let equals = index + name.utf8CodeUnitCount
      var end = index
      var isQuoted = false
      while end < parameters.count, isQuoted || parameters[end] != Octet.semicolon {
        if parameters[end] == Octet.quote { isQuoted.toggle() }
        end += 1
      }
      if matches, equals < end, parameters[equals] == Octet.equals {
        return String(decoding: parameters[(equals + 1)..<end].filter { $0 != Octet.quote }, as: UTF8.self)
      }
      index = end
    }
    return nil
  }

  /// RFC 5545 §3.3.11: `\n` is a line end, other escaped octets stand for themselves.
  private static func unescaped(_ value: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(value.count)
    var index = 0
    while index < value.count {
      if value[index] == Octet.backslash, index + 1 < value.count {
        index += 1
        output.append(value[index] | 0x20 == UInt8(ascii: "n") ? Octet.lineFeed : value[index])
      } else {
        output.append(value[index])
      }
      index += 1
    }
    return output
  }
}
