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

  private static func decode(
    _ range: OctetRange, references: References, nul: NUL, in octets: Span<UInt8>
  ) -> [UInt8] {
    var plainEnd = range.lowerBound
    while plainEnd < range.upperBound, octets[plainEnd] != Octet.ampersand, octets[plainEnd] != Octet.carriageReturn,
      octets[plainEnd] != 0
    {
      plainEnd += 1
    }
    var output = octets.array(range.lowerBound..<plainEnd)
    var index = plainEnd
    while index < range.upperBound {
      let octet = octets[index]
      index += 1
      switch octet {
      case Octet.carriageReturn:
        output.append(Octet.lineFeed)
        if index < range.upperBound, octets[index] == Octet.lineFeed { index += 1 }
      case 0 where nul == .replaced: output.append(scalar: 0xfffd)
      case Octet.ampersand where references != .none:
        if let reference = CharacterReference(
          at: index - 1, to: range.upperBound, inAttribute: references == .attribute, in: octets)
        {
          reference.append(to: &output)
          index += reference.length - 1
        } else {
          output.append(octet)
        }
      default: output.append(octet)
      }
    }
    return output
  }
}
