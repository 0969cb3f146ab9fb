import MailSyntax

/// RCDATA, RAWTEXT and script data: text up to the end tag of the element that holds it.
extension HTMLTokenizer {
  /// HTML standard §13.2.5.9 to §13.2.5.31: text up to the end tag of the element that holds it.
  mutating func nextInRawText(_ octets: Span<UInt8>) -> HTMLToken {
    let start = position
    let close =
      contentModel == .scriptData ? endOfScript(from: start, octets) : endOfRawText(from: start, octets)
    if close == start {
      contentModel = .data
      return tag(.endTag, at: start, octets)
    }
    position = close
    return HTMLToken(kind: .text, range: start..<close, content: start..<close, contentModel: contentModel)
  }

  private func endOfRawText(from start: Int, _ octets: Span<UInt8>) -> Int {
    var index = start
    while true {
      index = octets.firstIndex(of: Octet.less, from: index, to: end)
      if index == end || isAppropriateEndTag(at: index, octets) { return index }
      index += 1
    }
  }

  /// Whether `</` at an index, with the name of the last start tag, and white space, `/` or `>` follow each other.
  private func isAppropriateEndTag(at index: Int, _ octets: Span<UInt8>) -> Bool {
    guard index + 2 < end, octets[index + 1] == Octet.slash else { return false }
    let name = letters(from: index + 2, octets)
    guard !name.isEmpty, name.upperBound < end else { return false }
    let octet = octets[name.upperBound]
    guard octet.isHTMLSpace || octet == Octet.slash || octet == Octet.greater else { return false }
    return HTMLName(name, in: octets) == lastStartTag
  }

  /// The letters at an index, as far as a raw text element's name can reach.
  private func letters(from start: Int, _ octets: Span<UInt8>) -> OctetRange {
    var index = start
    let limit = min(end, start + HTMLName.packedLength + 1)
    while index < limit, octets[index].isASCIILetter { index += 1 }
    return start..<index
  }

  private enum ScriptState { case plain, escaped, doubleEscaped }

  /// HTML standard §13.2.5.15 to §13.2.5.31: `<!--` escapes, and `<script` within doubly so.
  private func endOfScript(from start: Int, _ octets: Span<UInt8>) -> Int {
    let script = HTMLName("script")
    var state = ScriptState.plain
    var dashes = 0
    var index = start
    while index < end {
      if state == .plain {
        index = octets.firstIndex(of: Octet.less, from: index, to: end)
        if index == end || isAppropriateEndTag(at: index, octets) { return index }
        index += 1
        if octets.hasPrefix("!--", at: index, to: end) {
          state = .escaped
          dashes = 2
          index += 3
        }
        continue
      }
      let octet = octets[index]
      switch octet {
      case Octet.hyphen: dashes += 1
      case Octet.greater where dashes >= 2: state = .plain
      case Octet.less:
        if state == .escaped, isAppropriateEndTag(at: index, octets) { return index }
        dashes = 0
        let nameStart = state == .escaped ? index + 1 : index + 2
        guard state == .escaped || (index + 1 < end && octets[index + 1] == Octet.slash) else { break }
        let name = letters(from: nameStart, octets)
        guard HTMLName(name, in: octets) == script, name.upperBound < end else { break }
        let after = octets[name.upperBound]
        guard after.isHTMLSpace || after == Octet.slash || after == Octet.greater else { break }
        state = state == .escaped ? .doubleEscaped : .escaped
        index = name.upperBound
      default: dashes = 0
      }
      index += 1
    }
    return end
  }
}
