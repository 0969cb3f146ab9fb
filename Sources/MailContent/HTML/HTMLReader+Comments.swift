import MailSyntax

/// Conditional comments of Internet Explorer, which Outlook kept: markup that it reads and others take for a comment,
/// and the reverse. No standard has them.
extension HTMLReader {
  /// Octets of a condition, carriage returns aside: Word writes less than 40, and a longer one is none.
  private static let maximumConditionLength = 256

  mutating func readComment(_ token: HTMLToken, _ octets: Span<UInt8>) {
    let data = token.content
    if octets.hasPrefix("<![endif]", at: data.lowerBound, to: data.upperBound)
      || octets.hasPrefix("[endif]", at: data.lowerBound, to: data.upperBound)
    {
      isOutsideOutlook = false
      return
    }
    guard octets.hasPrefix("[if", at: data.lowerBound, to: data.upperBound), !isInComment else { return }
    let bracket = Self.endOfCondition(octets, data)
    let condition = data.lowerBound..<bracket
    let excludesOutlook = Self.contains(octets, condition, "!mso") || Self.contains(octets, condition, "!vml")
    let isComment = octets.hasPrefix("<!--", at: token.range.lowerBound, to: token.range.upperBound)
    let inner = (min(bracket + 2, data.upperBound))..<data.upperBound
    let isRevealed =
      !isComment || octets.hasPrefix("<!", at: inner.lowerBound, to: inner.upperBound) && inner.count <= 4
    if isRevealed {
      isOutsideOutlook = excludesOutlook
    } else if bracket + 1 < data.upperBound, octets[bracket] == UInt8(ascii: "]"),
      octets[bracket + 1] == Octet.greater
    {
      readConditional(inner, octets)
    }
  }

  /// Where the bracket stands that closes a condition, or the place where looking for it ends.
  private static func endOfCondition(_ octets: Span<UInt8>, _ data: OctetRange) -> Int {
    var left = maximumConditionLength
    var index = data.lowerBound
    while index < data.upperBound, left > 0, octets[index] != UInt8(ascii: "]") {
      // A line end is one octet in a file and two on the wire, and is read the same.
      if octets[index] != Octet.carriageReturn { left -= 1 }
      index += 1
    }
    return index
  }

  /// Reads the content of a conditional comment where it stands; it closes nothing outside, and ends with the comment.
  private mutating func readConditional(_ range: OctetRange, _ octets: Span<UInt8>) {
    let outer = (stretch: tokenizer.enter(range), floor: open.floor, rawElement: rawElement)
    let wasOutsideOutlook = isOutsideOutlook
    open.floor = open.count
    isInComment = true
    readTokens(octets)
    finishLinks(at: range.upperBound, downTo: open.floor)
    open.pop(downTo: open.floor)
    isInComment = false
    tokenizer.leave(to: outer.stretch)
    tokenizer.allowsCDATA = open.innermostIsForeign
    open.floor = outer.floor
    rawElement = outer.rawElement
    isOutsideOutlook = wasOutsideOutlook
  }

  /// Whether a range holds a word that starts with `!`, without regard to case.
  private static func contains(_ octets: Span<UInt8>, _ range: OctetRange, _ word: StaticString) -> Bool {
    for index in range
    where octets[index] == Octet.exclamation && octets.hasPrefix(word, at: index, to: range.upperBound) {
      return true
    }
    return false
  }
}
