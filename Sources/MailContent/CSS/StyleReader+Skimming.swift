import MailSyntax

/// A short way through what style sheets are mostly made of: rules whose selectors are names, and declarations whose
/// values are words, numbers, colours and strings. Indexes are compared with the octets' count just before octets are
/// read unchecked.
///
/// Such a declaration fetches nothing; where its property means nothing either, it is not even split into tokens.
/// Anything else (functions, escapes, comments, blocks within, what is malformed) is left to the tokens.
extension StyleReader {
  /// What a plain value may hold: letters, digits, what is beyond ASCII, and some marks.
  static let octetsOfPlainValues = OctetSet(holdsEightBit: true) { octet in
    octet.isASCIIAlphanumeric || " \t\r\n\u{0c},.#%!+=*-_".utf8.contains(octet)
  }

  /// The longest list of selectors that is read here: shorter ones have fewer than `maximumTokens` tokens.
  private static let maximumSelectors = 250

  /// Reads as far as there is nothing but what is simple; leaves the tokenizer where an item begins.
  mutating func skim(_ tokenizer: inout CSSTokenizer, _ octets: Span<UInt8>) {
    if case .rules(let isActive)? = blocks.last, !skimSelectors(&tokenizer, isActive, octets) { return }
    if case .declarations? = blocks.last { skimDeclarations(&tokenizer, octets) }
  }

  // MARK: Selectors

  /// Reads selectors up to their `{`, if they are elements, classes and ids.
  /// - Returns: whether a rule was opened.
  private mutating func skimSelectors(
    _ tokenizer: inout CSSTokenizer, _ isActive: Bool, _ octets: Span<UInt8>
  ) -> Bool {
    let start = Self.skipSpace(from: tokenizer.position, octets)
    let limit = min(octets.count, start + Self.maximumSelectors)
    guard blocks.count < Self.maximumDepth else { return false }
    compounds.removeAll(keepingCapacity: true)
    var index = start
    while true {
      index = Self.skipSpace(from: index, octets)
      guard let end = skimCompound(from: index, to: limit, octets) else { return false }
      index = Self.skipSpace(from: end, octets)
      guard index < limit else { return false }
      if octets[index] == UInt8(ascii: "{") { break }
      guard octets[index] == UInt8(ascii: ",") else { return false }
      index += 1
    }
    if !isActive { compounds.removeAll(keepingCapacity: true) }
    tokenizer.position = index + 1
    startItem(at: index + 1)
    openRule(unmatched: false)
    return true
  }

  /// Takes `element#id.class.class`; gives the offset behind it.
  private mutating func skimCompound(from start: Int, to limit: Int, _ octets: Span<UInt8>) -> Int? {
    var compound = StyleSheet.Compound()
    var index = Self.skipName(from: start, to: limit, octets)
    if index > start { compound.element = HTMLName(start..<index, in: octets) }
    while index < limit, octets[index] == UInt8(ascii: ".") || octets[index] == Octet.hash {
      let name = (index + 1)..<Self.skipName(from: index + 1, to: limit, octets)
      guard !name.isEmpty else { return nil }
      if octets[index] == Octet.hash {
        guard compound.identifier == nil else { return nil }
        compound.identifier = StyleSheet.Compound.nameKey(name, isIdentifier: true, in: octets)
      } else {
        compound.addClass(StyleSheet.Compound.nameKey(name, isIdentifier: false, in: octets))
      }
      index = name.upperBound
    }
    guard index > start else { return nil }
    compounds.append(compound)
    return index
  }

  /// The end of a name of ASCII letters, digits, `_` and `-` that starts with a letter; where it starts if there is
  /// none.
  private static func skipName(from start: Int, to limit: Int, _ octets: Span<UInt8>) -> Int {
    guard start < limit, octets[start].isASCIILetter else { return start }
    var index = start + 1
    while index < limit {
      let octet = octets[unchecked: index]
      guard octet.isASCIIAlphanumeric || octet == Octet.hyphen || octet == Octet.underscore else { break }
      index += 1
    }
    return index
  }

  private static func skipSpace(from start: Int, _ octets: Span<UInt8>) -> Int {
    var index = start
    while index < octets.count, octets[index].isHTMLSpace { index += 1 }
    return index
  }

  // MARK: Declarations

  private mutating func skimDeclarations(_ tokenizer: inout CSSTokenizer, _ octets: Span<UInt8>) {
    var index = tokenizer.position
    while true {
      while index < octets.count, octets[unchecked: index].isHTMLSpace || octets[unchecked: index] == Octet.semicolon {
        index += 1
      }
      let start = index
      guard let name = Self.propertyName(at: start, octets),
        let end = endOfPlainValue(from: name.upperBound + 1, octets)
      else {
        tokenizer.position = start
        return startItem(at: start)
      }
      if let property = properties[HTMLName(name, in: octets)] {
        readPlainValue(property, (name.upperBound + 1)..<end, octets)
      }
      index = end
    }
  }

  /// A property's name that is followed at once by its colon.
  private static func propertyName(at start: Int, _ octets: Span<UInt8>) -> OctetRange? {
    // A vendor's name starts with a hyphen, and a letter behind it.
    let first = start < octets.count && octets[start] == Octet.hyphen ? start + 1 : start
    let end = skipName(from: first, to: octets.count, octets)
    guard end > first, end < octets.count, octets[end] == Octet.colon else { return nil }
    return start..<end
  }

  /// The end of a value, its semicolon excluded; nil if it has more in it than words, numbers, colours and strings.
  private func endOfPlainValue(from start: Int, _ octets: Span<UInt8>) -> Int? {
    var index = start
    while true {
      while index < octets.count, plainOctets.contains(octets[unchecked: index]) { index += 1 }
      guard index < octets.count else { return index }
      let octet = octets[index]
      if octet == Octet.semicolon || octet == UInt8(ascii: "}") {
        return index
      } else if octet == Octet.quote || octet == Octet.apostrophe {
        guard let end = Self.endOfPlainString(from: index + 1, octet, octets) else { return nil }
        index = end
      } else {
        return nil
      }
    }
  }

  /// The offset behind a string's closing quote; nil where it has none, an escape or a line end.
  private static func endOfPlainString(from start: Int, _ quote: UInt8, _ octets: Span<UInt8>) -> Int? {
    var index = start
    while index < octets.count {
      let octet = octets[index]
      if octet == quote { return index + 1 }
      if octet == Octet.backslash || octet < Octet.space { return nil }
      index += 1
    }
    return nil
  }

  private mutating func readPlainValue(
    _ property: CSSDeclaration.Property, _ value: OctetRange, _ octets: Span<UInt8>
  ) {
    var tokenizer = CSSTokenizer(value)
    // The name and its colon would be tokens too.
    while item.count < Self.maximumTokens - 2, let token = tokenizer.next(in: octets) { item.append(token) }
    declare(property, from: 0, octets)
    item.removeAll(keepingCapacity: true)
  }
}
