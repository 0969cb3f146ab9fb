package import MailContent
package import MailSyntax

/// What tells the copies of one mailing from other mail, and the URLs in which they may differ.
///
/// A gateway sees what no client can: whether a URL is the same for all recipients. Copies are taken for such if
/// sender, subject, and the hosts of all that is fetched and linked agree, in number and order.
package struct MailingSketch: Sendable {
  /// The same octets for all copies; to be kept as a keyed hash only.
  package let campaign: [UInt8]
  /// The URLs of all fetches and links by position; for one campaign always the same number.
  package let urls: [String]

  /// More positions than real newsletters have are not compared.
  package static let maximumURLs = 1_000

  /// - Returns: nil where nothing is fetched from the network, so that no comparison says anything.
  package init?(of message: Message, reading: Reading) {
    let own = reading.bodies.filter(\.isOwn)
    guard own.contains(where: { $0.fetches.contains { LinkTarget($0.url).isRemote } }) else { return nil }
    var campaign: [UInt8] = []
    func add(_ text: String) { campaign += text.utf8 + [0] }
    add(message.fields(named: .from).lazy.flatMap { message.mailboxes(in: $0) }.first?.address.comparisonKey ?? "")
    add(message.fields(named: .subject).first.map { message.unstructured($0) } ?? "")
    var urls: [String] = []
    for body in own {
      add("\(body.format) \(body.fetches.count) \(body.links.count)")
      for url in body.fetches.map(\.url) + body.links.map(\.target) where urls.count < Self.maximumURLs {
        add(LinkTarget(url).host)
        urls.append(url)
      }
    }
    self.campaign = campaign
    self.urls = urls
  }
}

/// What was seen of a URL in other recipients' copies of the same mailing.
package enum CopyComparison: Sendable, Hashable {
  /// So many recipients got the very same URL at this place.
  case shared(recipients: Int)
  /// Of so many recipients nearly everybody got another URL at this place.
  case differs(recipients: Int)
}
