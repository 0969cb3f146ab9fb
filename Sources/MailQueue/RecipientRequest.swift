/// The parameters that the DSN extension gives to each recipient. RFC 3461 §4.1, §4.2.
package struct RecipientRequest: Sendable, Hashable {
  /// NOTIFY: "never" or a comma list of "success", "failure", "delay", in lower case; nil if not given.
  package var notify: String?
  /// ORCPT, "type;address" with the address decoded from xtext; nil if not given.
  package var original: String?

  package init(notify: String? = nil, original: String? = nil) {
    self.notify = notify
    self.original = original
  }

  /// What the sender may be told of.
  package enum Occasion: String, Sendable {
    case success, failure, delay
  }

  /// Whether the sender is to be told of this; without NOTIFY of failure and delay. RFC 3461 §4.1.
  package func wants(_ occasion: Occasion) -> Bool {
    guard let notify else { return occasion != .success }
    return notify.split(separator: ",").contains { $0.filter { $0 != " " } == occasion.rawValue }
  }
}
