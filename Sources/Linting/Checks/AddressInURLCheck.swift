import MailContent
import MailSyntax
import Policy

/// Finds links that carry a recipient's address, in clear or in one of its disguises. What pictures carry is told by
/// the rules on pixels and pictures. One finding per body, host and spelling, with every place.
struct AddressInURLCheck: Check {
  /// Hosts of security programs, which write the reader's address into the links that they check.
  private let rewriters: [String]

  init(_ rule: Rule) { rewriters = rule.lists["security-rewriters"] ?? [] }

  func hits(in examination: Examination) -> [Hit] {
    guard !examination.recipients.isEmpty else { return [] }
    return examination.ownScannedBodies.flatMap { hits(in: $0, examination) }
  }

  /// Links to one host that carry an address in the same way.
  private struct Cause: Hashable {
    let host: String
    let spelling: String
  }

  private func hits(in scanned: ScannedBody, _ examination: Examination) -> [Hit] {
    var reported: Set<String> = []
    var order: [Cause] = []
    var links: [Cause: [Link]] = [:]
    for scannedLink in scanned.links where !scannedLink.link.isQuoted {
      let (link, url) = (scannedLink.link, scannedLink.url)
      guard url.target.octets.count > 8, let spelling = url.spelling, reported.insert(link.target).inserted,
        url.target.isRemote, !url.target.host.isHost(amongst: rewriters)
      else { continue }
      let cause = Cause(host: url.target.host, spelling: spelling.rawValue)
      if links[cause] == nil { order.append(cause) }
      links[cause, default: []].append(link)
    }
    return order.prefix(Hit.maximumPerBody).map { hit($0, links[$0] ?? [], in: scanned.body, examination) }
  }

  private func hit(_ cause: Cause, _ links: [Link], in body: Body, _ examination: Examination) -> Hit {
    let isClear = cause.spelling == AddressSpellings.Spelling.clear.rawValue
    return Hit(
      message: isClear ? "clear" : "encoded",
      values: ["host": cause.host, "spelling": cause.spelling, "count": String(links.count)],
      place: examination.place(of: links[0].tagRange, in: body),
      evidence: Hit.evidence(body.octets[links[0].tagRange]), signals: [cause.spelling],
      recipients: examination.recipients.count == 1 ? examination.recipients : [],
      related: links.dropFirst().prefix(Hit.maximumPerBody).map { link in
        RelatedPlace(
          .here(examination.place(of: link.tagRange, in: body).octets), Self.more(examination.context.language))
      })
  }

  private static let more = LocalText(english: "here too", german: "hier ebenso")
}

extension String {
  /// Whether a host is one of these or below one of them.
  func isHost(amongst hosts: [String]) -> Bool {
    hosts.contains { isHost(or: $0) }
  }

  private func isHost(or owner: String) -> Bool {
    let (own, other) = (utf8, owner.utf8)
    guard own.count > other.count else { return self == owner }
    return own.suffix(other.count + 1).first == UInt8(ascii: ".") && own.suffix(other.count).elementsEqual(other)
  }
}
