extension Message {
  /// The body of a part with its transfer encoding removed. RFC 2045 §6.
  ///
  /// - Complexity: O(n) in the part's octets; a copy.
  public func decodedBody(of part: Part) -> [UInt8] {
    let span = octets.span
    switch part.hasParts ? .binary : part.transferEncoding {
    case .sevenBit, .eightBit, .binary, .unknown: return span.array(part.body)
    case .quotedPrintable: return QuotedPrintable.decode(span, part.body)
    case .base64: return Base64.decode(span, part.body)
    case .uuencode: return Uuencode.decode(span, part.body)
    }
  }

  /// The body of a part as UTF-8: transfer encoding and charset (RFC 2046 §4.1.2) removed.
  ///
  /// An unknown or undeclared charset is read as UTF-8 where the octets are, else as windows-1252.
  /// - Complexity: O(n) in the part's octets.
  public func decodedText(of part: Part) -> [UInt8] {
    let body = decodedBody(of: part)
    let charset = charset(of: part)
    guard charset == .utf8 || charset == .undeclared, UTF8Repair.isValid(body.span) else { return charset.decode(body) }
    derived.noteText(at: part.body.lowerBound)
    return body
  }

  /// The message within a part that holds it in base64, quoted-printable or uuencode, against RFC 2046 §5.2.1.
  ///
  /// Such a message is no range of `octets`, so its parts are not in `parts`; but most clients show it, so whoever
  /// judges must look. Its offsets count in its own octets; the id of its root is the part's with ".1" behind it.
  /// - Returns: nil for any other part, and where it would be nested deeper than `Limits.encodedNesting`.
  public func encodedMessage(in part: Part) -> Message? {
    guard part.holdsEncodedMessage, encodedNesting < Limits.encodedNesting else { return nil }
    return Message.parse(decodedBody(of: part), rootID: part.id + ".1", encodedNesting: encodedNesting + 1)
  }

  /// How the octets of the part's text are read.
  func charset(of part: Part) -> Charset { Charset(label: part.charset) }
}

extension Part {
  /// Whether its type is that of a whole message: RFC 2046 §5.2.1, RFC 6532 §3.7.
  public var isMessage: Bool { MediaType.isMessage(mediaType) }

  /// Whether it is a message that stands in base64, quoted-printable or uuencode; see `Message.encodedMessage(in:)`.
  public var holdsEncodedMessage: Bool {
    guard isMessage, !hasParts else { return false }
    return switch transferEncoding {
    case .base64, .quotedPrintable, .uuencode: true
    case .sevenBit, .eightBit, .binary, .unknown: false
    }
  }
}
