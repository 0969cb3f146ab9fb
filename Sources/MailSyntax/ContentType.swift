/// The value of Content-Type or Content-Disposition: a token and parameters. RFC 2045 §5.1, RFC 2183 §2.
struct ContentType {
  /// What stands before the first semicolon, in lower case; nil where nothing does.
  let token: String?
  let parameters: ParameterList
  /// The first octet behind the token: of a semicolon, if the value is in order.
  let rest: Int

  /// - Parameter prefersLast: whether of a parameter that stands twice the last counts.
  init(_ octets: Span<UInt8>, _ range: OctetRange, prefersLast: Bool = false) {
    let end = range.upperBound
    let word = ParameterList.token(octets, from: range.lowerBound, to: end)
    // "type / subtype" with white space or comments between, as RFC 822 tokens allow.
    var index = ParameterList.skipWhiteSpace(octets, word.upperBound, end)
    var type = word
    var subtype: OctetRange?
    if index < end, octets[index] == .slash {
      let second = ParameterList.token(octets, from: index &+ 1, to: end)
      index = second.upperBound
      if !second.isEmpty {
        if word.upperBound &+ 1 == second.lowerBound {
          type = word.lowerBound..<second.upperBound
        } else {
          subtype = second
        }
      }
    }
    let first = type.isEmpty ? nil : MediaType.lowercased(octets, type)
    token = subtype.map { "\(first ?? "")/\(MediaType.lowercased(octets, $0))" } ?? first
    rest = ParameterList.skipWhiteSpace(octets, index, end)
    parameters = ParameterList(octets, from: rest, to: end, prefersLast: prefersLast)
  }

  /// The token if it is "type/subtype"; nil if it cannot be read as such (RFC 2045 §5.2: then it is text/plain).
  var mediaType: String? {
    guard let token, let slash = token.utf8.firstIndex(of: .slash) else { return nil }
    let isWhole = slash != token.utf8.startIndex && token.utf8.index(after: slash) != token.utf8.endIndex
    return isWhole ? token : nil
  }
}

/// Lower-case media types; the common ones cost no allocation.
enum MediaType {
  /// The media type or disposition in `range`, if it is one of those that nearly all mail has.
  private static func common(_ octets: Span<UInt8>, _ range: OctetRange) -> String? {
    func named(_ name: StaticString) -> Bool { octets.matches(name, at: range.lowerBound, before: range.upperBound) }
    switch range.count {
    case 6: return named("inline") ? "inline" : nil
    case 9:
      return named("text/html")
        ? "text/html" : named("image/png") ? "image/png" : named("image/gif") ? "image/gif" : nil
    case 10:
      if named("text/plain") { return "text/plain" }
      return named("image/jpeg") ? "image/jpeg" : named("attachment") ? "attachment" : nil
    case 13: return named("text/calendar") ? "text/calendar" : nil
    case 14: return named("message/rfc822") ? "message/rfc822" : nil
    case 15: return named("multipart/mixed") ? "multipart/mixed" : nil
    case 16: return named("multipart/report") ? "multipart/report" : nil
    case 17: return named("multipart/related") ? "multipart/related" : nil
    case 21: return named("multipart/alternative") ? "multipart/alternative" : nil
    case 24: return named("application/octet-stream") ? "application/octet-stream" : nil
    default: return nil
    }
  }

  /// Whether the type is that of a whole message: RFC 2046 §5.2.1, RFC 6532 §3.7, and RFC 5537 §4, which declares
  /// message/news obsolete.
  static func isMessage(_ type: String) -> Bool {
    type == "message/rfc822" || type == "message/global" || type == "message/news"
  }

  /// The octets in `range` as lower-case text without white space and comments.
  static func lowercased(_ octets: Span<UInt8>, _ range: OctetRange) -> String {
    if let type = common(octets, range) { return type }
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    for index in range where !octets[index].isFoldingWhiteSpace { text.append(octets[index].lowercased) }
    return String(decoding: text, as: UTF8.self)
  }
}
