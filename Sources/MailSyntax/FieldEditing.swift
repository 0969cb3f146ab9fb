extension Message {
  /// The line end that the message's header section uses; CRLF where it has none.
  var lineEnd: [UInt8] {
    let span = octets.span
    let newline = span.first(.lineFeed, in: 0..<span.count)
    if newline < span.count, newline == 0 || span[newline - 1] != .carriageReturn { return [.lineFeed] }
    return [.carriageReturn, .lineFeed]
  }

  /// Removes a field with its folds and line end.
  public func edit(removing field: Field) -> Edit { Edit(range: field.octets, replacement: []) }

  /// Puts a field at the top of the header section, behind an mbox "From " line.
  ///
  /// The body is made safe (controls become spaces), its non-ASCII words become encoded-words, long lines are folded.
  public func edit(prepending name: String, body: String) -> Edit {
    let place = fields[parts[0].fields].first?.octets.lowerBound ?? insertionWithoutFields
    return Edit(range: place..<place, replacement: FieldWriter.field(name: name, body: body, lineEnd: lineEnd))
  }

  /// Puts another body in the place of a field's, name and place kept; made safe as when prepending.
  public func edit(replacingBodyOf field: Field, with body: String) -> Edit {
    let hasLineEnd =
      field.octets.upperBound > field.octets.lowerBound
      && octets[field.octets.upperBound - 1] == .lineFeed
    var written = FieldWriter.body(body, column: field.name.count + 1, lineEnd: lineEnd)
    let range = field.body.lowerBound..<(hasLineEnd ? field.octets.upperBound : field.body.upperBound)
    if hasLineEnd { written += lineEnd }
    return Edit(range: range, replacement: written)
  }

  /// Behind an mbox "From " line where the message has no field.
  private var insertionWithoutFields: Int {
    guard octets.span.matches("from ", at: 0, before: octets.count) else { return 0 }
    return min(octets.span.first(.lineFeed, in: 0..<octets.count) + 1, octets.count)
  }

  /// The octets with the edits made; all else is copied octet for octet.
  ///
  /// Edits are made in order of their ranges. Of ranges that overlap, the union is removed and the replacements stand
  /// there one behind the other. Ranges outside of the message are cut to it.
  public func applying(_ edits: [Edit]) -> [UInt8] {
    let sorted = edits.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }.map(\.element)
    var result: [UInt8] = []
    result.reserveCapacity(octets.count + sorted.reduce(0) { $0 + $1.replacement.count })
    var position = 0
    for edit in sorted {
      let start = min(max(edit.range.lowerBound, position), octets.count)
      result += octets[position..<start]
      result += edit.replacement
      position = min(max(position, start, edit.range.upperBound), octets.count)
    }
    result += octets[position...]
    return result
  }
}
