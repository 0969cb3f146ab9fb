import MailSyntax

/// Finds line ends that one server takes for text and the next for a line end: whoever writes them can make a second
/// message, or a field, of what was judged as text. RFC 5322 §2.3, RFC 5321 §4.1.1.4.
struct SmugglingCheck: Check {
  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message, let place = Self.suspect(message) else { return [] }
    let around = max(0, place.range.lowerBound - 20)..<min(message.octets.count, place.range.upperBound + 40)
    return [
      Hit(
        message: place.name, place: Place(part: Self.part(of: place.range, in: message), octets: place.range),
        evidence: Hit.evidence(message.octets[around]), isNote: place.name != "field")
    ]
  }

  /// The worst place, of which only a hidden field is no note: line ends in the text are sent as CRLF and full stops
  /// are doubled, so that no server behind presend is misled. nil where all line ends are alike.
  private static func suspect(_ message: Message) -> (name: String, range: OctetRange)? {
    let octets = message.octets
    // Without CR the submitter writes lines as UNIX does; they are given CRLF one and all.
    guard message.hasMixedLineEnds else { return nil }
    var alone: OctetRange?
    let header = message.parts[0].headerSection
    for index in octets.indices {
      if octets[index] == 0x0D, index + 1 == octets.count || octets[index + 1] != 0x0A {
        if header.contains(index) { return ("field", index..<index + 1) }
        if alone == nil { alone = index..<index + 1 }
      }
      guard octets[index] == UInt8(ascii: "."), let before = lineEnd(before: index, octets) else { continue }
      guard let after = lineEnd(after: index, octets), before != 2 || after != 2 else { continue }
      return ("dot", index..<index + 1)
    }
    return alone.map { ("alone", $0) }
  }

  /// The octets of the line end right before an offset; nil where there is none.
  private static func lineEnd(before index: Int, _ octets: [UInt8]) -> Int? {
    guard index > 0 else { return nil }
    if octets[index - 1] == 0x0A { return index > 1 && octets[index - 2] == 0x0D ? 2 : 1 }
    return octets[index - 1] == 0x0D ? 1 : nil
  }

  private static func lineEnd(after index: Int, _ octets: [UInt8]) -> Int? {
    guard index + 1 < octets.count else { return nil }
    if octets[index + 1] == 0x0D { return index + 2 < octets.count && octets[index + 2] == 0x0A ? 2 : 1 }
    return octets[index + 1] == 0x0A ? 1 : nil
  }

  private static func part(of range: OctetRange, in message: Message) -> String {
    let part = message.parts.last { $0.headerSection.contains(range.lowerBound) || $0.body.contains(range.lowerBound) }
    return (part ?? message.parts[0]).id
  }
}
