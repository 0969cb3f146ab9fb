import MailSyntax

/// The URLs of what is judged: all that is worked out of one for several rules is worked out once.
final class ExaminedURLs {
  /// Whether the URLs are a template's, which may hold expressions.
  let isTemplate: Bool
  /// How the recipients' addresses look in URLs; making them costs, so that they are made when first asked for.
  private(set) lazy var addresses = AddressSpellings(of: recipients)
  private let recipients: [AddrSpec]
  private var hosts: [ExaminedHost] = []

  /// A mail has few hosts; of one with more, those that follow are each looked at anew.
  private static let maximumHosts = 64

  init(recipients: [AddrSpec], isTemplate: Bool) {
    self.recipients = recipients
    self.isTemplate = isTemplate
  }

  func url(_ written: String) -> ExaminedURL { ExaminedURL(Array(written.utf8), self) }

  /// The host that stands in a range.
  func host(_ octets: [UInt8], _ range: Range<Int>) -> ExaminedHost {
    if let known = hosts.first(where: {
      $0.written.count == range.count && octets.span.holds($0.written, at: range.lowerBound)
    }) {
      return known
    }
    let host = ExaminedHost(Array(octets[range]))
    if hosts.count < Self.maximumHosts { hosts.append(host) }
    return host
  }
}

/// A host that URLs name, with what is known of it.
final class ExaminedHost {
  let written: [UInt8]
  /// In lower case; empty where a URL names none.
  let name: String
  /// What is known of its services and of those above it.
  private(set) lazy var services = KnownServices.builtIn.entries(ofHost: name)
  /// What the judge of links makes of it, once it was asked.
  var linkStanding: LinkJudge.Standing?

  init(_ written: [UInt8]) {
    self.written = written
    name = LinkTarget.folded(written, written.indices)
  }
}

/// A URL with what rules ask of it.
final class ExaminedURL {
  let target: LinkTarget
  let host: ExaminedHost
  private let urls: ExaminedURLs
  /// The services that it is of, for whatever use, those of the longest host first.
  private(set) lazy var services = KnownServices.builtIn.matches(target, host.services)
  /// How a recipient's address is written in it; nil where none is.
  private(set) lazy var spelling = urls.addresses.spelling(in: target.octets)
  /// The same without merge fields and what is too long to be looked at; nil where that is all of it.
  private lazy var stripped: (url: ExaminedURL, fields: String)? = {
    let isLong = target.octets.count > FetchedAddress.maximumOctets
    let octets =
      isLong
      ? Array(String(decoding: target.octets.prefix(FetchedAddress.maximumOctets), as: UTF8.self).utf8) : target.octets
    guard let (plain, fields) = MergeFields.split(octets) else { return isLong ? (ExaminedURL(octets, urls), "") : nil }
    return (ExaminedURL(Array(String(decoding: plain, as: UTF8.self).utf8), urls), fields)
  }()
  /// Taken apart, without its merge fields.
  private(set) lazy var address = FetchedAddress(
    plain.target, expressions: stripped?.fields ?? "", isTemplate: urls.isTemplate)

  init(_ octets: [UInt8], _ urls: ExaminedURLs) {
    self.urls = urls
    var host: ExaminedHost?
    target = LinkTarget(octets) { octets, range in
      let found = urls.host(octets, range)
      host = found
      return found.name
    }
    self.host = host!
  }

  /// Without its merge fields.
  var plain: ExaminedURL { stripped?.url ?? self }

  /// The service that it is of, if it is for one of these uses; nil where none is known.
  func service(for uses: KnownServices.Uses) -> KnownServices.Match? {
    services.first { uses.contains($0.uses) }
  }
}
