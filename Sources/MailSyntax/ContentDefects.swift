/// What is wrong with the content of a part, as far as it is text or holds parts. RFC 2045 §2.7 and §6, RFC 2046 §4.1.2
/// and §5; why damage matters: RFC 7103 §8.2.
enum ContentDefects {
  static func note(_ message: Message, _ part: Part, _ list: inout DefectList) {
    let octets = message.octets.span
    noteStructure(octets, part, &list)
    guard !part.hasParts, part.mediaType.hasPrefix("text/"), !part.body.isEmpty else { return }
    switch part.transferEncoding {
    case .sevenBit: if octets.hasEightBit(in: part.body) { list.note(.eightBitInSevenBit, part.body) }
    case .quotedPrintable:
      if let place = damage(quotedPrintable: octets, part.body) { list.note(.invalidContent, place) }
    case .base64: if let place = damage(base64: octets, part.body) { list.note(.invalidContent, place) }
    default: break
    }
    let label = part.charset
    let charset = Charset(label: label)
    let body = message.decodedBody(of: part)
    switch charset {
    case .utf8: if !UTF8Repair.isValid(body.span) { list.note(.invalidCharacter, part.body) }
    case .undeclared:
      if let label, !CharsetLabel.isASCII(label) {
        list.note(.unknownCharset, part.headerSection)
      } else if body.span.hasEightBit(in: 0..<body.count) {
        list.note(.invalidCharacter, part.body)
      }
    case .latin1: if body.contains(where: { $0 >= 0x80 && $0 < 0xA0 }) { list.note(.invalidCharacter, part.body) }
    case .windows1252: break
    case .hz: list.note(.obsoleteCharset, part.headerSection)
    case .other(let name): if name.lowercased() == "utf-7" { list.note(.obsoleteCharset, part.headerSection) }
    }
  }

  private static func noteStructure(_ octets: Span<UInt8>, _ part: Part, _ list: inout DefectList) {
    if part.id == "1", part.fields.isEmpty { list.note(.noFields, part.headerSection) }
    if part.mediaType.hasPrefix("multipart/"), part.children.isEmpty,
      part.parameters.contains(where: { $0.name == "boundary" })
    {
      list.note(.emptyMultipart, part.headerSection)
    }
    if part.id.hasSuffix(".1"), part.fields.isEmpty, part.headerSection.isEmpty, part.parent != nil {
      list.note(.emptyMessage, part.headerSection)
    }
    if part.isMessage || part.mediaType.hasPrefix("multipart/") {
      switch part.transferEncoding {
      case .quotedPrintable, .base64, .uuencode:
        list.note(part.isMessage ? .encodedMessage : .invalidTransferEncoding, part.headerSection)
      default: break
      }
    }
  }

  /// The first "=" that is neither an escape nor a soft line break.
  private static func damage(quotedPrintable octets: Span<UInt8>, _ range: OctetRange) -> OctetRange? {
    var index = octets.first(.equals, in: range)
    let end = range.upperBound
    while index < end {
      var next = index + 1
      if next + 1 < end, octets[next].hexadecimalValue != nil, octets[next + 1].hexadecimalValue != nil {
        index = octets.first(.equals, in: next..<end)
        continue
      }
      while next < end, octets[next].isWSP || octets[next] == .carriageReturn { next += 1 }
      guard next == end || octets[next] == .lineFeed else { return index..<index + 1 }
      index = octets.first(.equals, in: next..<end)
    }
    return nil
  }

  /// The first octet that is neither of the alphabet nor white space, padding within, or a quantum cut short.
  private static func damage(base64 octets: Span<UInt8>, _ range: OctetRange) -> OctetRange? {
    var sextets = 0
    var padding = 0
    for index in range {
      let octet = octets[index]
      if Base64.values[Int(octet)] < 64 {
        if padding > 0 { return index..<index + 1 }
        sextets += 1
      } else if octet == .equals {
        padding += 1
      } else if !octet.isFoldingWhiteSpace {
        return index..<index + 1
      }
    }
    return (sextets + padding) % 4 == 0 && padding < 3 ? nil : range
  }
}
