import MailSyntax

/// Splits HTML octets into tokens by the states of the HTML standard, §13.2.5, and keeps their exact ranges.
///
/// It is pulled: `next` gives one token at a time. Nothing is decoded or copied; `HTMLText` decodes what is asked for.
/// The caller sets `contentModel` after a start tag, as tree construction does, and `allowsCDATA` in foreign content.
/// Malformed input gives the tokens that the standard prescribes and never an error.
/// - Complexity: O(n) in octets over all calls; no allocation but the attributes of one tag.
struct HTMLTokenizer: Sendable {
  /// How the text at the position is read. HTML standard §13.2.5.1 to §13.2.5.5, and §13.2.5.69 for CDATA.
  enum ContentModel: UInt8, Sendable { case data, rcdata, rawText, scriptData, plaintext, cdata }

  /// The most attributes kept of one tag: the most real mail has is about 40, and each costs 64 octets.
  static let maximumAttributes = 10_000

  /// Where the input ends; less than the octets' count when only a stretch is read.
  let end: Int
  private(set) var position: Int
  var contentModel = ContentModel.data
  var allowsCDATA = false
  /// Whether names end at a masked template expression, as in `<li{% if x %} class=…>`.
  var cutsNamesAtMask = false
  /// The last start tag: RCDATA, RAWTEXT and script data end at its end tag alone.
  var lastStartTag = HTMLName(key: 0)
  /// The attributes of the tag that `next` returned last, repetitions included: the first one of a name counts.
  private(set) var attributes: [HTMLAttribute] = []
  private(set) var droppedAttributes = false

  init(_ range: OctetRange) {
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next token; nil at the end of the input.
  mutating func next(in octets: Span<UInt8>) -> HTMLToken? {
    guard position < end else { return nil }
    switch contentModel {
    case .data: return nextInData(octets)
    case .rcdata, .rawText, .scriptData: return nextInRawText(octets)
    case .cdata: return characterData(from: position, content: position, in: octets)
    case .plaintext:
      defer { position = end }
      return HTMLToken(
        kind: .text, range: position..<end, content: position..<end, contentModel: .plaintext)
    }
  }

  private mutating func nextInData(_ octets: Span<UInt8>) -> HTMLToken {
    let start = position
    if octets[start] == Octet.less, startsMarkup(at: start, octets) { return markup(at: start, octets) }
    var index = start + 1
    while true {
      index = octets.firstIndex(of: Octet.less, from: index, to: end)
      if index == end || startsMarkup(at: index, octets) { break }
      index += 1
    }
    position = index
    return HTMLToken(kind: .text, range: start..<index, content: start..<index)
  }

  /// Whether `<` at an index opens more than text. HTML standard §13.2.5.6 and §13.2.5.7.
  private func startsMarkup(at index: Int, _ octets: Span<UInt8>) -> Bool {
    guard index + 1 < end else { return false }
    let octet = octets[index + 1]
    if octet == Octet.slash { return index + 2 < end }
    return octet.isASCIILetter || octet == Octet.exclamation || octet == Octet.question
  }

  private mutating func markup(at start: Int, _ octets: Span<UInt8>) -> HTMLToken {
    switch octets[start + 1] {
    case Octet.exclamation: return declaration(at: start, octets)
    case Octet.question: return bogusComment(at: start, data: start + 1, octets)
    case Octet.slash:
      if octets[start + 2].isASCIILetter { return tag(.endTag, at: start, octets) }
      if octets[start + 2] == Octet.greater {
        position = start + 3
        return HTMLToken(kind: .nothing, range: start..<position, content: start..<start)
      }
      return bogusComment(at: start, data: start + 2, octets)
    default: return tag(.startTag, at: start, octets)
    }
  }

  /// HTML standard §13.2.5.42, markup declaration open.
  private mutating func declaration(at start: Int, _ octets: Span<UInt8>) -> HTMLToken {
    let open = start + 2
    if open + 1 < end, octets[open] == Octet.hyphen, octets[open + 1] == Octet.hyphen {
      return comment(at: start, octets)
    }
    if octets.hasPrefix("doctype", at: open, to: end) {
      let close = octets.firstIndex(of: Octet.greater, from: open + 7, to: end)
      position = min(close + 1, end)
      return HTMLToken(kind: .doctype, range: start..<position, content: (open + 7)..<close)
    }
    if allowsCDATA, octets.hasPrefix("[CDATA[", at: open, to: end), octets[open + 1] == UInt8(ascii: "C"),
      octets[open + 2] == UInt8(ascii: "D"), octets[open + 3] == UInt8(ascii: "A"),
      octets[open + 4] == UInt8(ascii: "T"), octets[open + 5] == UInt8(ascii: "A")
    {
      return characterData(from: start, content: open + 7, in: octets)
    }
    return bogusComment(at: start, data: open, octets)
  }

  /// HTML standard §13.2.5.41.
  private mutating func bogusComment(at start: Int, data: Int, _ octets: Span<UInt8>) -> HTMLToken {
    let close = octets.firstIndex(of: Octet.greater, from: data, to: end)
    position = min(close + 1, end)
    return HTMLToken(kind: .comment, range: start..<position, content: data..<close)
  }

  /// HTML standard §13.2.5.43 to §13.2.5.52: `<!-->` and `<!--->` are empty, `-->` and `--!>` close.
  private mutating func comment(at start: Int, _ octets: Span<UInt8>) -> HTMLToken {
    let data = start + 4
    var index = data
    while true {
      index = octets.firstIndex(of: Octet.greater, from: index, to: end)
      guard index < end else { break }
      if let dataEnd = commentEnd(before: index, data: data, octets) {
        position = index + 1
        return HTMLToken(kind: .comment, range: start..<position, content: data..<dataEnd)
      }
      index += 1
    }
    position = end
    return HTMLToken(
      kind: .comment, range: start..<end, content: data..<unclosedCommentEnd(data: data, octets))
  }

  /// Where the data ends if the `>` at an index closes the comment.
  private func commentEnd(before index: Int, data: Int, _ octets: Span<UInt8>) -> Int? {
    if index == data { return data }
    if index == data + 1, octets[data] == Octet.hyphen { return data }
    var dashes = index
    if octets[dashes - 1] == Octet.exclamation { dashes -= 1 }
    guard dashes - 2 >= data, octets[dashes - 1] == Octet.hyphen, octets[dashes - 2] == Octet.hyphen else {
      return nil
    }
    return dashes - 2
  }

  /// At the end of the input, what may be the beginning of the closing delimiter is no data.
  private func unclosedCommentEnd(data: Int, _ octets: Span<UInt8>) -> Int {
    func ends(_ octet: UInt8, _ distance: Int) -> Bool { end - distance >= data && octets[end - distance] == octet }
    if ends(Octet.exclamation, 1), ends(Octet.hyphen, 2), ends(Octet.hyphen, 3) { return end - 3 }
    guard ends(Octet.hyphen, 1) else { return max(data, end) }
    return ends(Octet.hyphen, 2) ? end - 2 : end - 1
  }

  /// HTML standard §13.2.5.69 to §13.2.5.71.
  private mutating func characterData(from start: Int, content: Int, in octets: Span<UInt8>) -> HTMLToken {
    contentModel = .data
    var index = content + 2
    while true {
      index = octets.firstIndex(of: Octet.greater, from: index, to: end)
      guard index < end else { break }
      if octets[index - 1] == UInt8(ascii: "]"), octets[index - 2] == UInt8(ascii: "]") {
        position = index + 1
        return HTMLToken(kind: .text, range: start..<position, content: content..<(index - 2), contentModel: .cdata)
      }
      index += 1
    }
    position = end
    return HTMLToken(
      kind: .text, range: start..<end, content: min(content, end)..<end, contentModel: .cdata)
  }
}

// MARK: - Raw text

extension HTMLTokenizer {
  /// HTML standard §13.2.5.9 to §13.2.5.31: text up to the end tag of the element that holds it.
  private mutating func nextInRawText(_ octets: Span<UInt8>) -> HTMLToken {
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

// MARK: - Tags

extension HTMLTokenizer {
  /// HTML standard §13.2.5.8 and §13.2.5.32 to §13.2.5.40.
  private mutating func tag(_ kind: HTMLToken.Kind, at start: Int, _ octets: Span<UInt8>) -> HTMLToken {
    let nameStart = start + (kind == .endTag ? 2 : 1)
    var index = nameStart
    var packed: UInt64 = 0
    while index < end {
      let octet = octets[index]
      if octet <= Octet.greater,
        octet.isHTMLSpace || octet == Octet.slash || octet == Octet.greater || octet == Octet.mask && cutsNamesAtMask
      {
        break
      }
      packed = packed << 8 | UInt64(octet.asciiLowercased)
      index += 1
    }
    let name = nameStart..<index
    attributes.removeAll(keepingCapacity: true)
    var isSelfClosing = false
    guard let close = readAttributes(from: index, &isSelfClosing, octets) else {
      position = end
      return HTMLToken(kind: .nothing, range: start..<end, content: start..<start)
    }
    position = close
    let key = HTMLName(packed: packed, of: name, in: octets)
    if kind == .startTag { lastStartTag = key }
    return HTMLToken(kind: kind, range: start..<close, content: name, name: key, isSelfClosing: isSelfClosing)
  }

  /// Reads attributes up to `>`; gives the offset behind it, or nil at the end of the input.
  private mutating func readAttributes(
    from start: Int, _ isSelfClosing: inout Bool, _ octets: Span<UInt8>
  ) -> Int? {
    var index = start
    while index < end {
      let octet = octets[index]
      if octet == Octet.greater { return index + 1 }
      if octet == Octet.slash {
        index += 1
        if index < end, octets[index] == Octet.greater {
          isSelfClosing = true
          return index + 1
        }
      } else if octet.isHTMLSpace {
        index += 1
      } else {
        guard let next = attribute(at: index, octets) else { return nil }
        index = next
      }
    }
    return nil
  }

  /// Reads one attribute; gives the offset behind it, or nil at the end of the input.
  private mutating func attribute(at start: Int, _ octets: Span<UInt8>) -> Int? {
    var packed = UInt64(octets[start].asciiLowercased)
    var index = start + 1
    let startsMasked = cutsNamesAtMask && octets[start] == Octet.mask
    while index < end {
      let octet = octets[index]
      if octet <= Octet.greater,
        octet == Octet.equals || octet == Octet.greater || octet == Octet.slash || octet.isHTMLSpace
          || (octet == Octet.mask && cutsNamesAtMask && !startsMasked)
      {
        break
      }
      if startsMasked, octet != Octet.mask { break }
      packed = packed << 8 | UInt64(octet.asciiLowercased)
      index += 1
    }
    let name = start..<index
    let key = HTMLName(packed: packed, of: name, in: octets)
    while index < end, octets[index].isHTMLSpace { index += 1 }
    guard index < end, octets[index] == Octet.equals else {
      keep(HTMLAttribute(nameRange: name, value: name.upperBound..<name.upperBound, range: name, name: key))
      return index
    }
    index += 1
    while index < end, octets[index].isHTMLSpace { index += 1 }
    guard index < end else { return nil }
    let octet = octets[index]
    if octet == Octet.quote || octet == Octet.apostrophe {
      let close = octets.firstIndex(of: octet, from: index + 1, to: end)
      guard close < end else { return nil }
      keep(HTMLAttribute(nameRange: name, value: (index + 1)..<close, range: start..<(close + 1), name: key))
      return close + 1
    }
    let valueStart = index
    while index < end, octets[index] != Octet.greater, !octets[index].isHTMLSpace { index += 1 }
    keep(HTMLAttribute(nameRange: name, value: valueStart..<index, range: start..<index, name: key))
    return index
  }

  private mutating func keep(_ attribute: HTMLAttribute) {
    guard attributes.count < Self.maximumAttributes else {
      droppedAttributes = true
      return
    }
    attributes.append(attribute)
  }
}
