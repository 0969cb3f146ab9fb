extension Message {
  /// Removes ranges of a part's decoded text.
  ///
  /// Quoted-printable and plain encodings are cut where they stand; base64, and charsets that a cut would break, are
  /// encoded anew for this part alone. The result is read again and compared before it is given out.
  /// - Returns: nil if the text cannot be changed without touching more.
  public func edits(removing ranges: [OctetRange], fromTextOf part: Part) -> [Edit]? {
    guard !part.hasParts else { return nil }
    let text = decodedText(of: part)
    let cuts = Message.merged(ranges, within: text.count)
    guard !cuts.isEmpty else { return [] }
    var remaining: [UInt8] = []
    var position = 0
    for cut in cuts {
      remaining += text[position..<cut.lowerBound]
      position = cut.upperBound
    }
    remaining += text[position...]
    if part.transferEncoding != .base64, part.transferEncoding != .uuencode {
      let edits = cuts.map { cutting($0, part) }
      if verify(edits, part, remaining) { return edits }
    }
    return reencoding(remaining, part)
  }

  /// Appends text to a part: before `</body>` of text/html (the caller gives HTML), at the end of all others.
  /// - Returns: nil where charset or encoding cannot hold it.
  public func edits(appending addition: String, toTextOf part: Part) -> [Edit]? {
    guard !part.hasParts else { return nil }
    let isHTML = part.mediaType == "text/html"
    let text = decodedText(of: part)
    let place = isHTML ? Message.endOfHTMLBody(text) : text.count
    var piece = Array(addition.utf8)
    let usesCRLF = lineEnd.count == 2
    if !isHTML {
      if place > 0, text[place - 1] != .lineFeed { piece.insert(contentsOf: usesCRLF ? [13, 10] : [10], at: 0) }
      if piece.last != .lineFeed, text.last == .lineFeed { piece += usesCRLF ? [13, 10] : [10] }
    }
    let target = charset(of: part)
    let isSevenBit = part.transferEncoding == .sevenBit
    if piece.contains(where: { $0 >= 0x80 }), isSevenBit || target.encode(piece) == nil {
      guard isHTML else { return nil }
      piece = Message.withCharacterReferences(piece)
    }
    guard let raw = target.encode(piece) else { return nil }
    let expected = Array(text[..<place]) + piece + text[place...]
    if part.transferEncoding != .base64, part.transferEncoding != .uuencode {
      let edit = inserting(raw, at: place, part, isEnd: place == text.count)
      if verify([edit], part, expected) { return [edit] }
    }
    return reencoding(expected, part)
  }

  /// The ranges in order, joined where they touch, within the text.
  private static func merged(_ ranges: [OctetRange], within count: Int) -> [OctetRange] {
    var result: [OctetRange] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let range = range.clamped(to: 0..<count)
      guard !range.isEmpty else { continue }
      if let last = result.last, last.upperBound >= range.lowerBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  /// The edit that cuts a range of text out of the octets that encode it.
  private func cutting(_ range: OctetRange, _ part: Part) -> Edit {
    let source = source(of: range, inTextOf: part)
    guard part.transferEncoding == .quotedPrintable else { return Edit(range: source, replacement: []) }
    let left = source.lowerBound - beginningOfLine(source.lowerBound, part)
    let right = endOfLine(source.upperBound, part) - source.upperBound
    if left > 0, right > 0, left + right > Limits.encodedLineOctets {
      return Edit(range: source, replacement: [.equals] + lineEnd)
    }
    // White space that would end its line would be lost (RFC 2045 §6.7 (3)).
    if right == 0, left > 0, octets[source.lowerBound - 1].isWSP, source.upperBound < part.body.upperBound {
      let space = source.lowerBound - 1
      return Edit(range: space..<source.upperBound, replacement: QuotedPrintable.escape(octets[space]))
    }
    return Edit(range: source, replacement: [])
  }

  /// The edit that puts raw octets of the part's charset at an offset of its text.
  private func inserting(_ raw: [UInt8], at offset: Int, _ part: Part, isEnd: Bool) -> Edit {
    let place = isEnd ? part.body.upperBound : source(of: offset..<offset, inTextOf: part).lowerBound
    guard part.transferEncoding == .quotedPrintable else { return Edit(range: place..<place, replacement: raw) }
    let soft: [UInt8] = [.equals] + lineEnd
    let before = place > beginningOfLine(place, part) ? soft : []
    let after = isEnd || raw.last == .lineFeed ? [] : soft
    return Edit(range: place..<place, replacement: before + QuotedPrintable.encode(raw, lineEnd: lineEnd) + after)
  }

  /// Where the line of `offset` begins, or an offset so far before it that the line is too long anyway.
  private func beginningOfLine(_ offset: Int, _ part: Part) -> Int {
    var start = offset
    let farthest = max(part.body.lowerBound, offset - Limits.lineOctets)
    while start > farthest, octets[start - 1] != .lineFeed { start -= 1 }
    return start
  }

  /// Where the line of `offset` ends, or an offset so far behind it that the line is too long anyway.
  private func endOfLine(_ offset: Int, _ part: Part) -> Int {
    let farthest = min(part.body.upperBound, offset + Limits.lineOctets)
    var end = octets.span.first(.lineFeed, in: min(offset, farthest)..<farthest)
    if end > offset, octets[end - 1] == .carriageReturn { end -= 1 }
    return end
  }

  /// The body of the part encoded anew from UTF-8 text; nil where the charset cannot hold it.
  private func reencoding(_ text: [UInt8], _ part: Part) -> [Edit]? {
    guard let raw = charset(of: part).encode(text) else { return nil }
    let body: [UInt8]
    switch part.transferEncoding {
    case .base64:
      let span = octets.span
      let first = span.first(.lineFeed, in: part.body)
      var length = first - part.body.lowerBound
      if length > 0, span[first - 1] == .carriageReturn { length -= 1 }
      let ends = part.body.upperBound > part.body.lowerBound && octets[part.body.upperBound - 1] == .lineFeed
      var encoded = Base64.encode(
        raw, lineLength: min(max(length, 4), Limits.encodedLineOctets), lineEnd: lineEnd)
      if !ends, !encoded.isEmpty { encoded.removeLast(lineEnd.count) }
      body = encoded
    case .quotedPrintable: body = QuotedPrintable.encode(raw, lineEnd: lineEnd)
    case .sevenBit, .eightBit, .binary: body = raw
    case .uuencode, .unknown: return nil
    }
    let edits = [Edit(range: part.body, replacement: body)]
    return verify(edits, part, text) ? edits : nil
  }

  /// Whether the part reads as expected with the edits made.
  private func verify(_ edits: [Edit], _ part: Part, _ expected: [UInt8]) -> Bool {
    let changed = applying(edits)
    let growth = changed.count - octets.count
    var copy = part
    copy.body = part.body.lowerBound..<part.body.upperBound + growth
    let message = Message(octets: changed, fields: [], parts: [copy], structureDefects: [])
    guard message.decodedText(of: copy) == expected else { return false }
    // RFC 5322 §2.1.1: a line that the edits made too long would be broken or refused on its way.
    let longest = Message.longestLine(changed.span, copy.body)
    return longest <= Limits.lineOctets || longest <= Message.longestLine(octets.span, part.body)
  }

  /// The octets of the longest line, without LF.
  private static func longestLine(_ octets: Span<UInt8>, _ range: OctetRange) -> Int {
    var longest = 0
    var start = range.lowerBound
    while start < range.upperBound {
      let newline = octets.first(.lineFeed, in: start..<range.upperBound)
      longest = max(longest, newline - start)
      start = newline + 1
    }
    return longest
  }

  /// Where `</body>` begins, or `</html>`, or the end.
  private static func endOfHTMLBody(_ text: [UInt8]) -> Int {
    let span = text.span
    for word in ["</body" as StaticString, "</html"] {
      var index = span.count
      while index > 0 {
        index -= 1
        if span[index] == .lessThan, span.matches(word, at: index, before: span.count) { return index }
      }
    }
    return span.count
  }

  /// UTF-8 with numeric character references for all that is not ASCII.
  private static func withCharacterReferences(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if scalar.isASCII { result.append(UInt8(scalar.value)) } else { result += Array("&#\(scalar.value);".utf8) }
    }
    return result
  }
}
