import MailContent
import MailSyntax
import Policy

/// Finds links that carry a recipient's address, in clear or in one of its disguises. What pictures carry is told by the
/// rules on pixels and pictures.
struct AddressInURLCheck: Check {
  /// Hosts of security programs, which write the reader's address into the links that they check.
  private let rewriters: [String]

  init(_ rule: Rule) { rewriters = rule.lists["security-rewriters"] ?? [] }

  func hits(in examination: Examination) -> [Hit] {
    let addresses = AddressSpellings(of: examination.recipients)
    guard !addresses.isEmpty else { return [] }
    return examination.ownBodies.flatMap { body in
      var reported: Set<String> = []
      let hits = body.links.compactMap { link -> Hit? in
        guard !link.isQuoted, link.target.utf8.count > 8, reported.insert(link.target).inserted else { return nil }
        let target = LinkTarget(link.target)
        guard target.isRemote, !target.isHost(amongst: rewriters) else { return nil }
        guard let spelling = addresses.spelling(in: link.target) else { return nil }
        return Hit(
          message: spelling == .clear ? "clear" : "encoded",
          values: ["host": target.host, "spelling": spelling.rawValue],
          place: examination.place(of: link.tagRange, in: body), evidence: Hit.evidence(body.octets[link.tagRange]),
          signals: [spelling.rawValue],
          recipients: examination.recipients.count == 1 ? examination.recipients : [])
      }
      return Array(hits.prefix(Hit.maximumPerBody))
    }
  }
}

extension LinkTarget {
  /// Whether the host is one of these or below one of them.
  func isHost(amongst hosts: [String]) -> Bool {
    hosts.contains { host == $0 || host.hasSuffix("." + $0) }
  }
}
