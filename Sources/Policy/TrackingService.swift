/// A service known to tell senders what people do with mail: a fact of `rules/trackers.yml`.
package struct TrackingService: Sendable, Hashable {
  /// What a URL of the service is for.
  package enum Use: String, Sendable, CaseIterable {
    /// Reports that a mail was opened.
    case opens
    /// Reports that a link was followed, and leads on.
    case clicks
    /// Shows advertisements and counts who sees them.
    case ads
    /// Serves fonts, styles or players: it learns who reads, without being there to count openings.
    case content
  }

  /// The service's name, e.g. "Mailchimp".
  package let name: String
  /// Who runs it, for the data protection officer's list.
  package let operatorName: String
  /// Where the operator has its seat: ISO 3166-1 alpha-2.
  package let country: String
  /// Whether people add it to their own mail program, often without their employer's knowledge.
  package let isAddOn: Bool
  /// Hosts whose name is this or ends in "." and this; "*" for customers' own tracking hosts.
  package let hosts: [String]
  /// How path and query begin, by use; "*" matches any run of octets. A host alone is never enough for `opens`, since
  /// it also serves ordinary pictures.
  package let paths: [Use: [String]]

  package init(
    name: String, operatorName: String, country: String, isAddOn: Bool = false, hosts: [String],
    paths: [Use: [String]]
  ) {
    self.name = name
    self.operatorName = operatorName
    self.country = country
    self.isAddOn = isAddOn
    self.hosts = hosts
    self.paths = paths
  }
}
