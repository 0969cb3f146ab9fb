/// The value of Content-Type or Content-Disposition: a token and parameters. RFC 2045 §5.1, RFC 2183 §2.
struct ContentType {
  /// What stands before the first semicolon, in lower case; nil where nothing does.
  let token: String?
  let parameters: ParameterList
  /// Whether the value is "type/subtype" and nothing but parameters behind it.
  let isWellFormed: Bool

  init(_ octets: Span<UInt8>, _ range: OctetRange) {
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
    let rest = ParameterList.skipWhiteSpace(octets, index, end)
    let isToken = token?.utf8.allSatisfy { $0 != .equals && $0 != .questionMark && $0 != .quote } ?? false
    isWellFormed = isToken && token?.contains("/") == true && (rest == end || octets[rest] == .semicolon)
    parameters = ParameterList(octets, from: index, to: end)
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
  static let common: [StaticString] = [
    "text/plain", "text/html", "multipart/alternative", "multipart/mixed", "multipart/related", "multipart/report",
    "multipart/signed", "multipart/digest", "message/rfc822", "message/delivery-status", "image/png", "image/jpeg",
    "image/gif", "text/calendar", "application/pdf", "application/octet-stream", "attachment", "inline",
  ]

  /// Whether the type is that of a whole message: RFC 2046 §5.2.1, RFC 6532 §3.7, RFC 5537 §9.3.
  static func isMessage(_ type: String) -> Bool {
    type == "message/rfc822" || type == "message/global" || type == "message/news"
  }

  /// The octets in `range` as lower-case text without white space and comments.
  static func lowercased(_ octets: Span<UInt8>, _ range: OctetRange) -> String {
    for name in common where name.utf8CodeUnitCount == range.count {
      if octets.matches(name, at: range.lowerBound, before: range.upperBound) { return name.description }
    }
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    for index in range where !octets[index].isFoldingWhiteSpace { text.append(octets[index].lowercased) }
    return String(decoding: text, as: UTF8.self)
  }
}
