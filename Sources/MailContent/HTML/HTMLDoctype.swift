import MailSyntax

/// A document type declaration. HTML standard §13.2.5.53 to §13.2.5.68.
struct HTMLDoctype: Hashable, Sendable {
  private(set) var name: [UInt8]?
  private(set) var publicIdentifier: [UInt8]?
  private(set) var systemIdentifier: [UInt8]?
  private(set) var forcesQuirks = false

  /// - Parameters:
  ///   - content: all between `<!DOCTYPE` and `>`.
  ///   - isClosed: false if the end of the input cuts it off.
  init(_ content: OctetRange, isClosed: Bool, in octets: Span<UInt8>) {
    var index = content.lowerBound
    let end = content.upperBound
    func skipSpace() { while index < end, octets[index].isHTMLSpace { index += 1 } }
    func quoted() -> [UInt8]? {
      guard index < end, octets[index] == Octet.quote || octets[index] == Octet.apostrophe else { return nil }
      let close = octets.firstIndex(of: octets[index], from: index + 1, to: end)
      let identifier = HTMLText.data((index + 1)..<close, in: octets)
      // `>` or the end of the input within an identifier closes the declaration.
      if close == end { forcesQuirks = true }
      index = min(close + 1, end)
      return identifier
    }
    forcesQuirks = !isClosed
    skipSpace()
    let nameStart = index
    while index < end, !octets[index].isHTMLSpace { index += 1 }
    guard index > nameStart else {
      forcesQuirks = true
      return
    }
    name = HTMLText.name(nameStart..<index, in: octets)
    skipSpace()
    guard index < end else { return }
    if octets.hasPrefix("public", at: index, to: end) {
      index += 6
      skipSpace()
      publicIdentifier = quoted()
      guard publicIdentifier != nil else {
        forcesQuirks = true
        return
      }
    } else if octets.hasPrefix("system", at: index, to: end) {
      index += 6
      skipSpace()
      guard index < end, octets[index] == Octet.quote || octets[index] == Octet.apostrophe else {
        forcesQuirks = true
        return
      }
    } else {
      forcesQuirks = true
      return
    }
    skipSpace()
    guard index < end, !(forcesQuirks && isClosed) else { return }
    systemIdentifier = quoted()
    guard systemIdentifier != nil else {
      forcesQuirks = true
      return
    }
    skipSpace()
    // Anything behind the system identifier is a bogus doctype, which the end of the input does not make worse.
    if index < end { forcesQuirks = false }
  }
}
