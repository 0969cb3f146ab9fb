import MailSyntax

/// Splits CSS octets into tokens. CSS Syntax Level 3 §4.3; comments are left out.
///
/// One liberty: masked template octets may stand in names, strings and URLs.
/// - Complexity: O(n) in octets over all calls, no allocation.
struct CSSTokenizer: Sendable {
  var position: Int
  let end: Int

  init(_ range: OctetRange) {
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next token; nil at the end of the input.
  mutating func next(in octets: Span<UInt8>) -> CSSToken? {
    skipComments(octets)
    guard position < end else { return nil }
    let start = position
    let octet = octets[start]
    switch octet {
    case _ where octet.isHTMLSpace:
      while position < end, octets[position].isHTMLSpace { position += 1 }
      return token(.space, start)
    case Octet.less where octets.hasPrefix("<!--", at: start, to: end):
      // Between rules these delimiters of old mean nothing (CSS Syntax §5.4.1), and mail has them nowhere else.
      position += 4
      return token(.space, start)
    case Octet.hyphen where octets.hasPrefix("-->", at: start, to: end):
      position += 3
      return token(.space, start)
    case Octet.quote, Octet.apostrophe: return string(octets)
    case Octet.hash:
      position += 1
      let name = consumeName(octets)
      return CSSToken(kind: name.isEmpty ? .delim : .hash, range: start..<position, content: name)
    case UInt8(ascii: "@"):
      position += 1
      let name = startsIdent(at: position, octets) ? consumeName(octets) : position..<position
      return CSSToken(kind: name.isEmpty ? .delim : .atKeyword, range: start..<position, content: name)
    case _ where startsNumber(at: start, octets): return number(octets)
    case _ where startsIdent(at: start, octets): return identLike(octets)
    default:
      position += 1
      return token(Self.punctuation(octet), start)
    }
  }

  private func token(_ kind: CSSToken.Kind, _ start: Int) -> CSSToken {
    CSSToken(kind: kind, range: start..<position, content: start..<position)
  }

  private static func punctuation(_ octet: UInt8) -> CSSToken.Kind {
    switch octet {
    case Octet.colon: .colon
    case Octet.semicolon: .semicolon
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: "("): .openParen
    case UInt8(ascii: ")"): .closeParen
    case UInt8(ascii: "["): .openBracket
    case UInt8(ascii: "]"): .closeBracket
    case UInt8(ascii: "{"): .openBrace
    case UInt8(ascii: "}"): .closeBrace
    default: .delim
    }
  }

  /// CSS Syntax §4.3.2.
  private mutating func skipComments(_ octets: Span<UInt8>) {
    let star = UInt8(ascii: "*")
    while position + 1 < end, octets[position] == Octet.slash, octets[position + 1] == star {
      var index = position + 2
      while true {
        index = octets.firstIndex(of: star, from: index, to: end)
        if index + 1 >= end {
          position = end
          return
        }
        index += 1
        if octets[index] == Octet.slash { break }
      }
      position = index + 1
    }
  }

  /// CSS Syntax §4.3.5: ends at its quote, at an unescaped line end, or at the end of the input.
  private mutating func string(_ octets: Span<UInt8>) -> CSSToken {
    let start = position
    let quote = octets[start]
    var index = start + 1
    while index < end {
      let octet = octets[index]
      if octet == quote {
        position = index + 1
        return CSSToken(kind: .string, range: start..<position, content: (start + 1)..<index)
      }
      if Self.isLineEnd(octet) { break }
      index += 1
      // A backslash takes what follows for itself; a line end with two octets is one.
      if octet == Octet.backslash { index += lengthOfLineEnd(at: index, octets) ?? 1 }
    }
    position = min(index, end)
    let isCutOff = position == end
    return CSSToken(kind: isCutOff ? .string : .delim, range: start..<position, content: (start + 1)..<position)
  }

  /// CSS Syntax §4.3.4: an ident, a function, or `url(` with all up to its `)`.
  private mutating func identLike(_ octets: Span<UInt8>) -> CSSToken {
    let start = position
    let name = consumeName(octets)
    guard position < end, octets[position] == UInt8(ascii: "(") else {
      return CSSToken(kind: .ident, range: start..<position, content: name)
    }
    position += 1
    if CSSText.equals(name, "url", in: octets) {
      var index = position
      while index < end, octets[index].isHTMLSpace { index += 1 }
      let isQuoted = index < end && (octets[index] == Octet.quote || octets[index] == Octet.apostrophe)
      // CSS Syntax knows no comment within `url(`, but clients have been seen to skip one before a quote.
      let isCommented = octets.hasPrefix("/*", at: index, to: end)
      if !isQuoted, !isCommented { return url(start, octets) }
    }
    return CSSToken(kind: .function, range: start..<position, content: name)
  }

  /// CSS Syntax §4.3.6, behind `url(`.
  private mutating func url(_ start: Int, _ octets: Span<UInt8>) -> CSSToken {
    while position < end, octets[position].isHTMLSpace { position += 1 }
    let contentStart = position
    var contentEnd: Int?
    var isBad = false
    while position < end {
      let octet = octets[position]
      if octet == UInt8(ascii: ")") { break }
      if octet.isHTMLSpace {
        contentEnd = contentEnd ?? position
      } else {
        // White space within, a quote or a parenthesis makes it a bad URL, which is not fetched.
        if contentEnd != nil || octet == Octet.quote || octet == Octet.apostrophe || octet == UInt8(ascii: "(") {
          isBad = true
        }
        if startsEscape(at: position, octets) {
          skipEscape(octets)
          continue
        }
        if octet == Octet.backslash { isBad = true }
      }
      position += 1
    }
    position = min(position, end)
    let content = contentStart..<(contentEnd ?? position)
    if position < end { position += 1 }
    return CSSToken(kind: isBad ? .badURL : .url, range: start..<position, content: content)
  }

  /// CSS Syntax §4.3.3 and §4.3.12.
  private mutating func number(_ octets: Span<UInt8>) -> CSSToken {
    let start = position
    var isNegative = false
    if octets[position] == Octet.hyphen || octets[position] == UInt8(ascii: "+") {
      isNegative = octets[position] == Octet.hyphen
      position += 1
    }
    var value = 0.0
    while position < end, octets[position].isASCIIDigit {
      value = min(value * 10 + Double(octets[position] - 0x30), CSSText.greatestNumber)
      position += 1
    }
    if position + 1 < end, octets[position] == UInt8(ascii: "."), octets[position + 1].isASCIIDigit {
      position += 1
      var weight = 0.1
      while position < end, octets[position].isASCIIDigit {
        value += Double(octets[position] - 0x30) * weight
        weight /= 10
        position += 1
      }
    }
    let number = isNegative ? -value : value
    if position < end, octets[position] == UInt8(ascii: "%") {
      position += 1
      return CSSToken(kind: .percentage, range: start..<position, content: start..<start, number: number)
    }
    let unit = startsIdent(at: position, octets) ? consumeName(octets) : position..<position
    return CSSToken(kind: unit.isEmpty ? .number : .dimension, range: start..<position, content: unit, number: number)
  }

  /// CSS Syntax §4.3.7: a backslash and one octet, or up to six hexadecimal digits and one white space.
  private mutating func skipEscape(_ octets: Span<UInt8>) {
    let start = position + 1
    position = start
    while position < end, position < start + 6, octets[position].hexDigit != nil { position += 1 }
    if position == start {
      position = min(start + 1, end)
    } else if position < end, octets[position].isHTMLSpace {
      position += lengthOfLineEnd(at: position, octets) ?? 1
    }
  }

  /// CSS Syntax §4.3.8.
  private func startsEscape(at index: Int, _ octets: Span<UInt8>) -> Bool {
    octets[index] == Octet.backslash && index + 1 < end && !Self.isLineEnd(octets[index + 1])
  }

  private static func isLineEnd(_ octet: UInt8) -> Bool {
    octet == Octet.lineFeed || octet == Octet.carriageReturn || octet == Octet.formFeed
  }

  /// The octets of a line end; nil where none stands. CSS Syntax §3.3: CRLF is one.
  private func lengthOfLineEnd(at index: Int, _ octets: Span<UInt8>) -> Int? {
    guard index < end, Self.isLineEnd(octets[index]) else { return nil }
    let isPair = octets[index] == Octet.carriageReturn && index + 1 < end && octets[index + 1] == Octet.lineFeed
    return isPair ? 2 : 1
  }

  /// CSS Syntax §4.3.11.
  private mutating func consumeName(_ octets: Span<UInt8>) -> OctetRange {
    let start = position
    while position < end {
      if Self.isNameOctet(octets[position]) {
        position += 1
      } else if startsEscape(at: position, octets) {
        skipEscape(octets)
      } else {
        break
      }
    }
    return start..<position
  }

  /// CSS Syntax §4.3.9.
  private func startsIdent(at index: Int, _ octets: Span<UInt8>) -> Bool {
    guard index < end else { return false }
    let octet = octets[index]
    if octet == Octet.hyphen {
      guard index + 1 < end else { return false }
      let second = octets[index + 1]
      return second == Octet.hyphen || startsEscape(at: index + 1, octets)
        || (Self.isNameOctet(second) && !second.isASCIIDigit)
    }
    if octet == Octet.backslash { return startsEscape(at: index, octets) }
    return Self.isNameOctet(octet) && !octet.isASCIIDigit
  }

  /// CSS Syntax §4.3.10.
  private func startsNumber(at index: Int, _ octets: Span<UInt8>) -> Bool {
    var index = index
    if octets[index] == Octet.hyphen || octets[index] == UInt8(ascii: "+") { index += 1 }
    guard index < end else { return false }
    if octets[index].isASCIIDigit { return true }
    return octets[index] == UInt8(ascii: ".") && index + 1 < end && octets[index + 1].isASCIIDigit
  }

  private static func isNameOctet(_ octet: UInt8) -> Bool {
    octet.isASCIIAlphanumeric || octet == Octet.hyphen || octet == UInt8(ascii: "_") || octet >= 0x80
      || octet == Octet.mask || octet == 0
  }
}
