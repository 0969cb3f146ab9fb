/// What is wrong within one field. RFC 5322 §3, RFC 2047, RFC 2045 §5.
enum FieldDefects {
  /// - Returns: whether the field holds addresses of which there may be other readings.
  static func note(_ octets: Span<UInt8>, _ field: Field, _ list: inout DefectList) -> Bool {
    if octets.hasEightBit(in: field.octets) { list.note(.eightBitField, field.octets) }
    let mayDiffer = field.kind.holdsAddresses && noteAddresses(octets, field, &list)
    noteEncodedWords(octets, field, &list)
    switch field.kind {
    case .contentType, .contentDisposition:
      let value = ContentType(octets, field.body)
      if field.kind == .contentType, !isInOrder(octets, value, field) { list.note(.invalidContentType, field.body) }
      for kind in Set(value.parameters.defects) { list.note(kind, field.body) }
    case .contentTransferEncoding: noteTransferEncoding(octets, field, &list)
    case .date: if DateTime(octets, field.body) == nil { list.note(.invalidDate, field.body) }
    default: break
    }
    return mayDiffer
  }

  /// Whether the value is "type/subtype" of tokens and nothing but parameters behind it. RFC 2045 §5.1.
  private static func isInOrder(_ octets: Span<UInt8>, _ value: ContentType, _ field: Field) -> Bool {
    guard let type = value.mediaType else { return false }
    let isToken = type.utf8.allSatisfy { $0 != .equals && $0 != .questionMark && $0 != .quote }
    return isToken && (value.rest == field.body.upperBound || octets[value.rest] == .semicolon)
  }

  /// The grammar of each mailbox, and whether there are other readings.
  private static func noteAddresses(_ octets: Span<UInt8>, _ field: Field, _ list: inout DefectList) -> Bool {
    var parser = AddressParser(keepsSpecs: true)
    parser.read(octets, field.body)
    if field.kind == .returnPath, octets.trimmed(field.body).count <= 2 { return false }
    let isEmpty = parser.mailboxes.isEmpty
    for mailbox in parser.takeMailboxes() {
      if mailbox.address.domain.utf8.first == .leftBracket { list.note(.domainLiteral, mailbox.octets) }
    }
    for spec in parser.specs {
      let standing = AddrSpecGrammar.standing(octets, spec)
      if standing == .invalid { list.note(.invalidAddress, spec) }
      if standing == .obsolete || standing == .fieldOnly { list.note(.obsoleteAddress, spec) }
      if octets[spec.lowerBound] == .quote, octets.first(.at, in: spec) + 1 < spec.upperBound {
        let local = AddressReadings.quotedEnd(octets, spec)
        if octets.first(.at, in: spec.lowerBound..<local) < local { list.note(.atSignInQuotes, spec) }
      }
    }
    if parser.isObsolete { list.note(.obsoleteAddress, field.body) }
    let mayBeEmpty = field.kind == .bcc || field.kind == .resentBcc  // RFC 5322 §3.6.3
    if parser.isInvalid || isEmpty && !parser.hasGroup && !mayBeEmpty {
      list.note(.invalidAddress, field.body)
    }
    return AddressReadings.mayDiffer(octets, field.body, parser)
  }

  /// Encoded-words that are broken, split, or hold what none may. RFC 2047 §2 and §5.
  private static func noteEncodedWords(_ octets: Span<UInt8>, _ field: Field, _ list: inout DefectList) {
    var index = field.body.lowerBound
    let end = field.body.upperBound
    var last: EncodedWord.Token?
    var raw: [UInt8] = []
    while index < end {
      index = octets.first(.equals, in: index..<end)
      guard index + 1 < end else { return }
      guard octets[index + 1] == .questionMark else {
        index += 1
        continue
      }
      guard let word = EncodedWord.Token(octets, at: index, before: end) else {
        list.note(.invalidEncodedWord, index..<min(index + 2, end))
        index += 2
        continue
      }
      raw.removeAll(keepingCapacity: true)
      word.decode(octets, into: &raw)
      note(octets, word, raw, last, field, &list)
      last = word
      index = word.range.upperBound
    }
  }

  private static func note(
    _ octets: Span<UInt8>, _ word: EncodedWord.Token, _ raw: [UInt8], _ last: EncodedWord.Token?, _ field: Field,
    _ list: inout DefectList
  ) {
    if raw.contains(where: { $0.isControl && $0 != .tab && $0 != .escape }) { list.note(.encodedLineBreak, word.range) }
    let charset = Charset(octets, word.charset)
    if charset == .undeclared, !CharsetLabel.isASCII(octets.string(word.charset)) {
      list.note(.unknownCharset, word.range)
    }
    if charset == .utf8, !UTF8Repair.isValid(raw.span) { list.note(.splitCharacter, word.range) }
    if word.range.count > Limits.encodedWordOctets { list.note(.invalidEncodedWord, word.range) }
    // §5 (1): "MUST be separated from any adjacent 'encoded-word' or 'text' by 'linear-white-space'".
    let before = word.range.lowerBound - 1
    let after = word.range.upperBound
    let opens =
      before < field.body.lowerBound || octets[before].isFoldingWhiteSpace || octets[before] == .leftParenthesis
    let closes =
      after >= field.body.upperBound || octets[after].isFoldingWhiteSpace || octets[after] == .rightParenthesis
    let isQuoted = before >= field.body.lowerBound && octets[before] == .quote
    if isQuoted {
      list.note(.encodedWordInParameter, word.range)
    } else if !opens || !closes {
      list.note(.invalidEncodedWord, word.range)
    }
    if let last, last.isBase64, word.isBase64, last.text.upperBound > last.text.lowerBound,
      octets[last.text.upperBound - 1] == .equals,
      octets.trimmed(last.range.upperBound..<word.range.lowerBound).isEmpty
    {
      list.note(.paddedEncodedWord, word.range)
    }
  }

  /// More than the bare name of a mechanism. RFC 2045 §6.1.
  private static func noteTransferEncoding(_ octets: Span<UInt8>, _ field: Field, _ list: inout DefectList) {
    let whole = octets.trimmed(field.body)
    let token = ParameterList.token(octets, from: whole.lowerBound, to: whole.upperBound)
    if token != whole { list.note(.invalidTransferEncoding, field.body) }
    if TransferEncoding(octets, field.body) == .unknown { list.note(.unknownTransferEncoding, field.body) }
  }
}
