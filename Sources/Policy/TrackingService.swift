/// A service known to report the opening of mail by a remote picture: a fact of `rules/trackers.yml`.
package struct TrackingService: Sendable, Hashable {
  /// The service's name, e.g. "Mailchimp".
  package let name: String
  /// Who runs it, for the data protection officer's list.
  package let operatorName: String
  /// Hosts whose name is this or ends in "." and this; "*" for customers' own tracking hosts.
  package let hosts: [String]
  /// Path and query patterns of the opening report; "*" matches any run of octets. Never empty: a host alone also
  /// serves ordinary pictures.
  package let paths: [String]

  package init(name: String, operatorName: String, hosts: [String], paths: [String]) {
    self.name = name
    self.operatorName = operatorName
    self.hosts = hosts
    self.paths = paths
  }
}
