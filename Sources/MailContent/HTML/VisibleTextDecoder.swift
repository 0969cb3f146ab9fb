import MailSyntax

/// Decodes text tokens into visible text: references replaced, white space collapsed, expressions of templates told
/// apart.
struct VisibleTextDecoder: Sendable {
  /// The source as written, where `octets` have masks.
  let written: [UInt8]
  /// In order; empty in rendered mail.
  let expressions: [Expression]
  /// Whether it is a template file, even one without expressions.
  let isTemplate: Bool

  /// What stands for a template expression that prints: OBJECT REPLACEMENT CHARACTER.
  static let placeholder: [UInt8] = [0xef, 0xbf, 0xbc]

  /// Appends the content of a text token.
  func append(
    _ token: HTMLToken, isPreformatted: Bool, of octets: Span<UInt8>, to builder: inout VisibleTextBuilder
  ) {
    let hasReferences = token.contentModel == .data || token.contentModel == .rcdata
    let end = token.content.upperBound
    var index = token.content.lowerBound
    while index < end {
      let stop = plainEnd(from: index, to: end, octets, after: builder.endsInSpace)
      if stop > index {
        builder.append(index..<stop, of: octets)
        index = stop
        continue
      }
      let octet = octets[index]
      if octet.isHTMLSpace {
        index = space(at: index, to: end, isPreformatted, octets, &builder)
      } else if octet == Octet.ampersand, hasReferences,
        let reference = CharacterReference(at: index, to: end, inAttribute: false, in: octets)
      {
        self.append(reference, at: index, to: &builder)
        index += reference.length
      } else if octet == Octet.mask, let expression = expression(at: index) {
        append(expression, to: &builder)
        index = min(end, max(expression.range.upperBound, index + 1))
      } else {
        // NUL is dropped: HTML standard §13.2.6.4.7.
        if octet != 0 { builder.append(index..<(index + 1), of: octets) }
        index += 1
      }
    }
  }

  /// The end of a stretch that can be copied: no reference, no mask, white space only as single spaces between words.
  ///
  /// Seven octets at a time, the eighth of a word only to see what follows; every octet of a word is told exactly,
  /// since the low seven bits of each are added to without carry.
  private func plainEnd(from start: Int, to end: Int, _ octets: Span<UInt8>, after isAfterSpace: Bool) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = ones &* 0x7f
    let raw = octets.bytes
    if isAfterSpace, octets[start] <= Octet.space { return start }
    var index = start
    while end - index >= 8 {
      let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      let isAboveSpace = (word & low) &+ ones &* UInt64(0x7f - Octet.space) | word
      let isSpaceOrAbove = (word & low) &+ ones &* UInt64(0x80 - Octet.space) | word
      let reference = word ^ ones &* UInt64(Octet.ampersand)
      let isNoReference = (reference & low) &+ low | reference
      let isWord = isAboveSpace & isNoReference
      // An octet of a word, or a space before one.
      let isPlain = isWord | isSpaceOrAbove & isNoReference & isWord >> 8
      let isOther = ~isPlain & 0x0080_8080_8080_8080
      if isOther != 0 { return index + isOther.trailingZeroBitCount >> 3 }
      index += 7
    }
    return plainEndOfRest(from: index, to: end, octets)
  }

  private func plainEndOfRest(from start: Int, to end: Int, _ octets: Span<UInt8>) -> Int {
    var index = start
    while index < end {
      let octet = octets[index]
      if octet > Octet.space {
        if octet == Octet.ampersand { break }
      } else if octet != Octet.space || index + 1 >= end || octets[index + 1] <= Octet.space
        || octets[index + 1] == Octet.ampersand
      {
        break
      }
      index += 1
    }
    return index
  }

  private func space(
    at start: Int, to end: Int, _ isPreformatted: Bool, _ octets: Span<UInt8>, _ builder: inout VisibleTextBuilder
  ) -> Int {
    var index = start
    while index < end, octets[index].isHTMLSpace {
      if isPreformatted, octets[index] == Octet.lineFeed { builder.endLine(at: index) }
      index += 1
    }
    builder.space(start..<index)
    return index
  }

  private func append(_ reference: CharacterReference, at index: Int, to builder: inout VisibleTextBuilder) {
    let source = index..<(index + reference.length)
    if reference.second == 0, reference.first < 0x80, UInt8(reference.first).isHTMLSpace {
      builder.space(source)
      return
    }
    builder.append(reference, standingAt: source)
  }

  /// The expression that holds an offset.
  func expression(at offset: Int) -> Expression? {
    let index = firstExpression(endingAfter: offset)
    guard index < expressions.count, expressions[index].range.contains(offset) else { return nil }
    return expressions[index]
  }

  private func firstExpression(endingAfter offset: Int) -> Int {
    var low = 0
    var high = expressions.count
    while low < high {
      let middle = (low + high) / 2
      if expressions[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func append(_ expression: Expression, to builder: inout VisibleTextBuilder) {
    builder.append(shown(expression), standingAt: expression.range)
  }

  /// What stands for an expression in the visible text.
  func shown(_ expression: Expression) -> [UInt8] {
    guard expression.isOutput else { return [] }
    let literals = expression.words.filter(Self.readsLikeText)
    return literals.isEmpty ? Self.placeholder : Array(literals.joined(separator: " ").utf8)
  }

  /// Whether a word of an expression is a text for people, not a name: it holds a space, or starts with a capital and
  /// goes on in small letters.
  static func readsLikeText(_ word: String) -> Bool {
    var octets = word.utf8.makeIterator()
    guard let first = octets.next(), !word.utf8.contains(Octet.less) else { return false }
    if word.utf8.contains(Octet.space) { return first.isASCIILetter || first >= 0x80 }
    guard first &- 0x41 < 26 else { return false }
    return word.utf8.dropFirst().allSatisfy { $0 &- 0x61 < 26 || $0 >= 0x80 } && word.utf8.count > 2
  }

  /// Octets of a value with each mask octet replaced by what is written there.
  /// - Parameters:
  ///   - octets: cleaned of a value, in its order, no mask octet lost.
  ///   - range: the value in the source.
  func unmasked(_ octets: [UInt8], of range: OctetRange, in source: Span<UInt8>) -> [UInt8] {
    guard !expressions.isEmpty, octets.contains(Octet.mask) else { return octets }
    var output = octets
    var place = range.lowerBound
    for index in output.indices where output[index] == Octet.mask {
      while place < range.upperBound, source[place] != Octet.mask { place += 1 }
      guard place < range.upperBound else { break }
      output[index] = written[place]
      place += 1
    }
    return output
  }

  /// The expressions in a range that print and have no text of their own, as written.
  func printed(in range: OctetRange) -> [String] {
    expressions[firstExpression(endingAfter: range.lowerBound)...]
      .prefix { $0.range.lowerBound < range.upperBound }
      .filter { $0.isOutput && !$0.words.contains(where: Self.readsLikeText) }
      .map { String(decoding: written[$0.range], as: UTF8.self) }
  }
}
