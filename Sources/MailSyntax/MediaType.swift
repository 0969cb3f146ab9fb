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
