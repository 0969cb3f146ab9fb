import MailContent
import MailSyntax
import Policy

/// Finds template tags in mail that is about to be sent: the program that should have filled them in did not, or it was
/// another program's tag. One finding for the subject and for each body.
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
    return hits
      + examination.ownBodies.filter { $0.format != .calendar }.compactMap {
        self.hit(in: $0, examination, isLenient)
      }
  }

  private func hit(in body: Body, _ examination: Examination, _ isLenient: Bool) -> Hit? {
    let text = body.text
    let shown = tags.find(in: text.utf8, isLenient: isLenient).filter { !text.isQuoted(at: $0.lowerBound) }
    var found = shown.map { (name: Hit.evidence(text.utf8[$0]), range: text.source(of: $0)) }
    for link in body.links where !link.isQuoted && body.format == .html {
      let target = Self.percentDecodedBraces(link.target)
      found += tags.find(in: target, isLenient: isLenient).map { (Hit.evidence(target[$0]), link.tagRange) }
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

  private static let codes: [([UInt8], UInt8)] = [
    ("%7b", 0x7B), ("%7d", 0x7D), ("%5b", 0x5B), ("%5d", 0x5D), ("%7c", 0x7C), ("%20", 0x20), ("%3c", 0x3C),
    ("%3e", 0x3E), ("%25", 0x25),
  ].map { (Array($0.utf8), $1) }

  /// Programs that write HTML percent-encode what no URL may hold: "%7B%7B name %7D%7D". Other escapes stay.
  private static func percentDecodedBraces(_ target: String) -> [UInt8] {
    var octets: [UInt8] = []
    var rest = Array(target.utf8)[...]
    guard rest.contains(UInt8(ascii: "%")) else { return Array(rest) }
    octets.reserveCapacity(rest.count)
    while let octet = rest.first {
      let isCoded = octet == UInt8(ascii: "%")
      if isCoded, let known = codes.first(where: { rest.prefix(3).elementsEqual($0.0) { $0 | 0x20 == $1 | 0x20 } }) {
        octets.append(known.1)
        rest = rest.dropFirst(3)
      } else {
        octets.append(octet)
        rest = rest.dropFirst()
      }
    }
    return octets
  }
}
