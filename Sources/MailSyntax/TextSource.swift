extension Message {
  /// Where a range of a part's decoded text stands in the message's octets.
  ///
  /// The range begins with the first octet that encodes the text and ends behind the last, so soft line breaks at
  /// either side stay outside. Offsets beyond the text give the end of the body.
  /// - Complexity: O(n) in the part's octets the first time, O(log n) afterwards.
  public func source(of range: OctetRange, inTextOf part: Part) -> OctetRange {
    offsetMaps(of: part).source(of: range)
  }

  /// The offset maps of a part's text.
  func offsetMaps(of part: Part) -> DerivedContent.Maps {
    derived.maps(at: part.body.lowerBound) {
      let encoding = part.hasParts ? TransferEncoding.binary : part.transferEncoding
      return DerivedContent.Maps(
        transfer: TransferMap.make(octets.span, part.body, encoding),
        charset: derived.isText(at: part.body.lowerBound)
          ? nil : CharsetMap.make(decodedBody(of: part), charset(of: part)))
    }
  }
}
