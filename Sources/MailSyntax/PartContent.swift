extension Message {
  /// The body of a part with its transfer encoding removed.
  ///
  /// - Complexity: O(n) in the part's octets; a copy.
  public func decodedBody(of part: Part) -> [UInt8] {
    let span = octets.span
    switch part.hasParts ? .binary : part.transferEncoding {
    case .sevenBit, .eightBit, .binary, .unknown: return span.array(part.body)
    case .quotedPrintable: return QuotedPrintable.decode(span, part.body)
    case .base64:
      var result: [UInt8] = []
      Base64.decode(span, part.body, into: &result)
      return result
    case .uuencode: return Uuencode.decode(span, part.body)
    }
  }

  /// The body of a part as UTF-8: transfer encoding and charset removed.
  ///
  /// An unknown or undeclared charset is read as UTF-8 where the octets are, else as windows-1252.
  /// - Complexity: O(n) in the part's octets.
  public func decodedText(of part: Part) -> [UInt8] {
    charset(of: part).decode(decodedBody(of: part))
  }

  /// How the octets of the part's text are read.
  func charset(of part: Part) -> Charset { Charset(label: part.charset) }
}
