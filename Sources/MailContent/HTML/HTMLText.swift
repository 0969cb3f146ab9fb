import MailSyntax

/// Decodes what the tokenizer gives as ranges: line ends (HTML standard §13.2.3.5), NUL, character references.
enum HTMLText {
  /// The text of a token as its content model prescribes.
  static func characters(_ token: HTMLToken, in octets: Span<UInt8>) -> [UInt8] {
    switch token.contentModel {
    case .data: decode(token.content, references: .text, nul: .kept, in: octets)
    case .cdata: decode(token.content, references: .none, nul: .kept, in: octets)
    case .rcdata: decode(token.content, references: .text, nul: .replaced, in: octets)
    case .rawText, .scriptData, .plaintext: decode(token.content, references: .none, nul: .replaced, in: octets)
    }
  }

  /// An attribute's value.
  static func value(_ range: OctetRange, in octets: Span<UInt8>) -> [UInt8] {
    decode(range, references: .attribute, nul: .replaced, in: octets)
  }

  /// The same into a buffer that is used again.
  static func readValue(_ range: OctetRange, into output: inout [UInt8], in octets: Span<UInt8>) {
    output.removeAll(keepingCapacity: true)
    decode(range, references: .attribute, nul: .replaced, into: &output, in: octets)
  }

  /// The data of a comment, or of a doctype's identifiers.
  static func data(_ range: OctetRange, in octets: Span<UInt8>) -> [UInt8] {
    decode(range, references: .none, nul: .replaced, in: octets)
  }

  /// The name of a tag, attribute or doctype: ASCII letters in lower case.
  static func name(_ range: OctetRange, in octets: Span<UInt8>) -> [UInt8] {
    data(range, in: octets).map(\.asciiLowercased)
  }

  private enum References { case none, text, attribute }
  private enum NUL { case kept, replaced }

  /// Whether an attribute's value stands in the source as it is decoded.
  static func isPlain(_ range: OctetRange, in octets: Span<UInt8>) -> Bool {
    plainEnd(from: range.lowerBound, to: range.upperBound, in: octets) == range.upperBound
  }

  /// The end of what needs no decoding: no `&`, carriage return or NUL. Eight octets at a time: an octet of a word is
  /// zero where subtracting 1 borrows from a clear top bit; the lowest such octet is certain.
  private static func plainEnd(from start: Int, to end: Int, in octets: Span<UInt8>) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let raw = octets.bytes
    var index = start
    while end - index >= 8 {
      let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      let references = word ^ (ones &* UInt64(Octet.ampersand))
      let returns = word ^ (ones &* UInt64(Octet.carriageReturn))
      let found =
        ((word &- ones) & ~word | (references &- ones) & ~references | (returns &- ones) & ~returns)
        & 0x8080_8080_8080_8080
      if found != 0 { return index + found.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < end {
      let octet = octets[index]
      if octet == Octet.ampersand || octet == Octet.carriageReturn || octet == 0 { break }
      index += 1
    }
    return index
  }

  private static func decode(
    _ range: OctetRange, references: References, nul: NUL, in octets: Span<UInt8>
  ) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(range.count)
    decode(range, references: references, nul: nul, into: &output, in: octets)
    return output
  }

  private static func decode(
    _ range: OctetRange, references: References, nul: NUL, into output: inout [UInt8], in octets: Span<UInt8>
  ) {
    var index = range.lowerBound
    while true {
      let stop = plainEnd(from: index, to: range.upperBound, in: octets)
      octets.extracting(index..<stop).withUnsafeBufferPointer { output.append(contentsOf: $0) }
      guard stop < range.upperBound else { return }
      let octet = octets[stop]
      index = stop + 1
      switch octet {
      case Octet.carriageReturn:
        output.append(Octet.lineFeed)
        if index < range.upperBound, octets[index] == Octet.lineFeed { index += 1 }
      case 0 where nul == .replaced: output.append(scalar: 0xfffd)
      case Octet.ampersand where references != .none:
        if let reference = CharacterReference(
          at: stop, to: range.upperBound, inAttribute: references == .attribute, in: octets)
        {
          reference.append(to: &output)
          index += reference.length - 1
        } else {
          output.append(octet)
        }
      default: output.append(octet)
      }
    }
  }
}
