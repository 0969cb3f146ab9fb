import MailContent
import MailSyntax
import Policy

/// Finds template tags in mail that is about to be sent: the program that should have filled them in did not, or it was
/// another program's tag. One finding for the subject, for the names of the recipients and for each body.
struct UnrenderedTagCheck: Check {
  private let tags: UnrenderedTags
  /// So many are named.
  private static let maximumNamed = 4

  init(_ rule: Rule) { tags = UnrenderedTags(rule) }

  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    let isLenient = examination.mailClass == .personal
    var hits: [Hit] = []
    for field in message.fields(named: .subject).prefix(1) {
      let text = Array(message.unstructured(field).utf8)
      let found = tags.find(in: text, isLenient: isLenient).map { Hit.evidence(text[$0]) }
      if !found.isEmpty {
        hits.append(hit("subject", found, examination.place(of: field), Hit.evidence(message.octets[field.octets])))
      }
    }
    for kind in [FieldName.to, .cc, .replyTo, .from] {
      for field in message.fields(named: kind) {
        let names = message.mailboxes(in: field).compactMap { $0.displayName.map { Array($0.utf8) } }
        let found = names.flatMap { name in tags.find(in: name, isLenient: isLenient).map { Hit.evidence(name[$0]) } }
        if let first = found.first { hits.append(hit("name", found, examination.place(of: field), first)) }
      }
    }
    return hits
      + examination.ownScannedBodies.filter { $0.body.format != .calendar }.compactMap {
        self.hit(in: $0, examination, isLenient)
      }
  }

  private func hit(in scanned: ScannedBody, _ examination: Examination, _ isLenient: Bool) -> Hit? {
    let body = scanned.body
    let text = body.text
    let shown = tags.find(in: text.utf8, isLenient: isLenient).filter { !text.isQuoted(at: $0.lowerBound) }
    var found = shown.map { (name: Hit.evidence(text.utf8[$0]), range: text.source(of: $0)) }
    for link in scanned.links where !link.link.isQuoted && body.format == .html {
      let target = Self.percentDecodedBraces(link.url.target.octets)
      found += tags.find(in: target, isLenient: isLenient).map { (Hit.evidence(target[$0]), link.link.tagRange) }
    }
    guard let first = found.min(by: { $0.range.lowerBound < $1.range.lowerBound }) else { return nil }
    return hit(
      "finding", found.map(\.name), examination.place(of: first.range, in: body),
      Hit.evidence(body.octets[first.range]))
  }

  private func hit(_ message: String, _ tags: [String], _ place: Place, _ evidence: String) -> Hit {
    var names: [String] = []
    for tag in tags where !names.contains(tag) && names.count <= Self.maximumNamed { names.append(tag) }
    let shown = names.prefix(Self.maximumNamed).joined(separator: ", ") + (names.count > Self.maximumNamed ? ", …" : "")
    return Hit(
      message: message, values: ["tags": shown, "count": String(names.count)], place: place, evidence: evidence)
  }

  /// Programs that write HTML percent-encode what no URL may hold: "%7B%7B name %7D%7D". Other escapes stay.
  private static func percentDecodedBraces(_ target: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var taken = 0
    var index = 0
    while let start = target.span.first(of: UInt8(ascii: "%"), in: index..<target.count) {
      index = start + 1
      guard start + 2 < target.count, let octet = decoded(target[start + 1], target[start + 2]) else { continue }
      result += target[taken..<start]
      result.append(octet)
      index = start + 3
      taken = index
    }
    return taken == 0 ? target : result + target[taken...]
  }

  /// What an escape of two digits stands for, if it is of a tag.
  private static func decoded(_ high: UInt8, _ low: UInt8) -> UInt8? {
    switch (high, low | 0x20) {
    case (UInt8(ascii: "2"), UInt8(ascii: "0")): 0x20
    case (UInt8(ascii: "2"), UInt8(ascii: "5")): UInt8(ascii: "%")
    case (UInt8(ascii: "3"), UInt8(ascii: "c")): UInt8(ascii: "<")
    case (UInt8(ascii: "3"), UInt8(ascii: "e")): UInt8(ascii: ">")
    case (UInt8(ascii: "5"), UInt8(ascii: "b")): UInt8(ascii: "[")
    case (UInt8(ascii: "5"), UInt8(ascii: "d")): UInt8(ascii: "]")
    case (UInt8(ascii: "7"), UInt8(ascii: "b")): UInt8(ascii: "{")
    case (UInt8(ascii: "7"), UInt8(ascii: "c")): UInt8(ascii: "|")
    case (UInt8(ascii: "7"), UInt8(ascii: "d")): UInt8(ascii: "}")
    default: nil
    }
  }
}
