extension Message {
  /// The message as those programs read it that take the last of what stands twice, where presend takes the first:
  /// Content-Type, Content-Transfer-Encoding, Content-Disposition, `boundary` and other parameters.
  ///
  /// Both readings are to be judged: a message can show one client what another does not (RFC 7103 §7.5.1).
  /// - Returns: nil where both readings have the same parts, as in all mail in order.
  /// - Complexity: O(n) where something stands twice; else O(fields).
  public var otherReading: Message? {
    guard repeatsItself else { return nil }
    let other = Message.parse(octets, rootID: parts[0].id, prefersLast: true)
    return other.parts.elementsEqual(parts, by: Message.readsTheSame) ? nil : other
  }

  /// Whether any field or parameter that says what a part is stands twice.
  private var repeatsItself: Bool {
    if structureDefects.contains(where: { $0.kind == .duplicateContentType || $0.kind == .duplicateField }) {
      return true
    }
    let span = octets.span
    return fields.contains { field in
      guard field.kind == .contentType || field.kind == .contentDisposition else { return false }
      let list = ContentType(span, field.body).parameters
      return list.defects.contains { $0 == .duplicateParameter || $0 == .ambiguousParameter }
    }
  }

  private static func readsTheSame(_ one: Part, _ other: Part) -> Bool {
    one.id == other.id && one.mediaType == other.mediaType && one.body == other.body && one.charset == other.charset
      && one.transferEncoding == other.transferEncoding && one.disposition == other.disposition
      && one.fileName == other.fileName
  }
}
