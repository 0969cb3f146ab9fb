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
  private(set) var end: Int
  var position: Int
  var contentModel = ContentModel.data
  var allowsCDATA = false
  /// Whether names end at a masked template expression, as in `<li{% if x %} class=…>`.
  var cutsNamesAtMask = false
  /// The last start tag: RCDATA, RAWTEXT and script data end at its end tag alone.
  var lastStartTag = HTMLName(key: 0)
  /// The attributes of the tag that `next` returned last.
  var tagAttributes = TagAttributes()
  let knownAttributes = HTMLAttributeName.table
  /// Whether a tag had more than are kept.
  var droppedAttributes = false

  init(_ range: OctetRange) {
    position = range.lowerBound
    end = range.upperBound
  }

  /// All attributes of the tag that `next` returned last, repetitions included: the first one of a name counts.
  var attributes: [HTMLAttribute] { tagAttributes.all }

  /// A stretch of the input and how far it is read.
  struct Stretch {
    fileprivate let position: Int
    fileprivate let end: Int
    fileprivate let contentModel: ContentModel
    fileprivate let lastStartTag: HTMLName
  }

  /// Turns to a stretch within the input, of which nothing is read yet.
  /// - Returns: the one that was being read, to come back to.
  mutating func enter(_ range: OctetRange) -> Stretch {
    let outer = Stretch(position: position, end: end, contentModel: contentModel, lastStartTag: lastStartTag)
    position = range.lowerBound
    end = range.upperBound
    contentModel = .data
    allowsCDATA = false
    return outer
  }

  /// Comes back from a stretch within; `allowsCDATA` is the caller's to set.
  mutating func leave(to outer: Stretch) {
    position = outer.position
    end = outer.end
    contentModel = outer.contentModel
    lastStartTag = outer.lastStartTag
  }

  /// The next token; nil at the end of the input.
  mutating func next(in octets: Span<UInt8>) -> HTMLToken? {
    guard position < end else { return nil }
    // What reads tags relies on it: there, octets before `end` are read unchecked.
    precondition(position >= 0 && end <= octets.count)
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
    // Case counts here.
    if allowsCDATA, octets.hasPrefix("[CDATA[", at: open, to: end), !octets.holdsSmallLetter(open..<(open + 7)) {
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
