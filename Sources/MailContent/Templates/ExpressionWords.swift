import MailSyntax

/// Reads the identifiers and string literals of an expression, whatever its language.
enum ExpressionWords {
  /// The most words kept of one expression: a block of PHP may be a program.
  static let maximumWords = 20_000
  /// The longest literal kept.
  static let maximumLiteral = 4_096

  /// - Returns: in order; paths such as `user.unsubscribe_url` and `pm:unsubscribe` are one word.
  static func read(_ content: OctetRange, in octets: Span<UInt8>) -> [String] {
    var words: [String] = []
    var index = content.lowerBound
    while index < content.upperBound, words.count < maximumWords {
      let octet = octets[index]
      if octet == Octet.quote || octet == Octet.apostrophe || octet == UInt8(ascii: "`") {
        if let literal = literal(at: index, to: content.upperBound, octets) {
          if !literal.octets.isEmpty { words.append(String(decoding: literal.octets, as: UTF8.self)) }
          index = literal.end
        } else {
          index += 1
        }
      } else if octet.isASCIILetter || octet == UInt8(ascii: "_") || octet >= 0x80 {
        let end = nameEnd(from: index, to: content.upperBound, octets)
        words.append(octets.string(index..<end))
        index = end
      } else {
        index += 1
      }
    }
    return words
  }

  /// The longest literal of code that is looked into for markup.
  static let maximumMarkup = 1 << 20

  /// The contents of the string literals in a range, as ranges; an apostrophe in a comment may lead astray, which costs
  /// what is read of this expression only.
  static func literals(in range: OctetRange, of octets: Span<UInt8>) -> [OctetRange] {
    var literals: [OctetRange] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let quote = octets[index]
      index += 1
      guard quote == Octet.quote || quote == Octet.apostrophe else { continue }
      let start = index
      while index < range.upperBound, octets[index] != quote {
        index += octets[index] == Octet.backslash ? 2 : 1
      }
      if index < range.upperBound, index - start <= maximumMarkup { literals.append(start..<index) }
      index += 1
    }
    return literals
  }

  static func isNameOctet(_ octet: UInt8) -> Bool {
    octet.isASCIIAlphanumeric || octet == UInt8(ascii: "_") || octet >= 0x80 || isJoint(octet)
  }

  private static func isJoint(_ octet: UInt8) -> Bool {
    octet == UInt8(ascii: ".") || octet == Octet.colon || octet == Octet.hyphen
  }

  /// A joint is part of a name only between two of its other octets.
  private static func nameEnd(from start: Int, to limit: Int, _ octets: Span<UInt8>) -> Int {
    var index = start
    while index < limit, isNameOctet(octets[index]) {
      if isJoint(octets[index]) {
        guard index + 1 < limit, isNameOctet(octets[index + 1]), !isJoint(octets[index + 1]) else { break }
      }
      index += 1
    }
    return index
  }

  /// A literal on any number of lines; an apostrophe without an end is none.
  private static func literal(
    at start: Int, to limit: Int, _ octets: Span<UInt8>
  ) -> (octets: [UInt8], end: Int)? {
    let quote = octets[start]
    var output: [UInt8] = []
    var index = start + 1
    let end = min(limit, start + maximumLiteral)
    while index < end {
      let octet = octets[index]
      if octet == quote { return (output, index + 1) }
      if octet == Octet.backslash, index + 1 < end {
        index += 1
        // Escaped letters are line ends and the like.
        output.append(octets[index] == UInt8(ascii: "n") ? Octet.lineFeed : octets[index])
      } else {
        output.append(octet)
      }
      index += 1
    }
    return nil
  }
}
