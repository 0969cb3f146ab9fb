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
