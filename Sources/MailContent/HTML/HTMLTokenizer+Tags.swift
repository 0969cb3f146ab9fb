import MailSyntax

/// Start and end tags with their attributes.
///
/// Octets are read unchecked here, which is a tenth of the time: each index is compared with `end` before, and `next`
/// has seen that the input reaches as far.
extension HTMLTokenizer {
  /// HTML standard §13.2.5.8 and §13.2.5.32 to §13.2.5.40.
  mutating func tag(_ kind: HTMLToken.Kind, at start: Int, _ octets: Span<UInt8>) -> HTMLToken {
    let nameStart = start + (kind == .endTag ? 2 : 1)
    var index = nameStart
    var packed: UInt64 = 0
    while index < end {
      let octet = octets[unchecked: index]
      if octet <= Octet.greater,
        octet.isHTMLSpace || octet == Octet.slash || octet == Octet.greater || octet == Octet.mask && cutsNamesAtMask
      {
        break
      }
      packed = packed << 8 | UInt64(octet)
      index += 1
    }
    let name = nameStart..<index
    tagAttributes.removeAll()
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
      let octet = octets[unchecked: index]
      if octet == Octet.greater { return index + 1 }
      if octet == Octet.slash {
        index += 1
        if index < end, octets[unchecked: index] == Octet.greater {
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
    var packed = UInt64(octets[unchecked: start])
    var index = start + 1
    let startsMasked = cutsNamesAtMask && octets[unchecked: start] == Octet.mask
    while index < end {
      let octet = octets[unchecked: index]
      if octet <= Octet.greater,
        octet == Octet.equals || octet == Octet.greater || octet == Octet.slash || octet.isHTMLSpace
          || (octet == Octet.mask && cutsNamesAtMask && !startsMasked)
      {
        break
      }
      if startsMasked, octet != Octet.mask { break }
      packed = packed << 8 | UInt64(octet)
      index += 1
    }
    let name = start..<index
    let key = HTMLName(packed: packed, of: name, in: octets)
    while index < end, octets[unchecked: index].isHTMLSpace { index += 1 }
    guard index < end, octets[unchecked: index] == Octet.equals else {
      keep(HTMLAttribute(nameRange: name, value: name.upperBound..<name.upperBound, end: name.upperBound, name: key))
      return index
    }
    index += 1
    while index < end, octets[unchecked: index].isHTMLSpace { index += 1 }
    guard index < end else { return nil }
    let octet = octets[unchecked: index]
    if octet == Octet.quote || octet == Octet.apostrophe {
      let close = octets.firstIndex(of: octet, from: index + 1, to: end)
      guard close < end else { return nil }
      keep(HTMLAttribute(nameRange: name, value: (index + 1)..<close, end: close + 1, name: key))
      return close + 1
    }
    let valueStart = index
    while index < end, octets[unchecked: index] != Octet.greater, !octets[unchecked: index].isHTMLSpace { index += 1 }
    keep(HTMLAttribute(nameRange: name, value: valueStart..<index, end: index, name: key))
    return index
  }

  private mutating func keep(_ attribute: HTMLAttribute) {
    guard tagAttributes.all.count < Self.maximumAttributes else {
      droppedAttributes = true
      return
    }
    tagAttributes.append(attribute, known: knownAttributes[attribute.name])
  }
}
