/// The parameters that the DSN extension gives to each recipient. RFC 3461 §4.1, §4.2.
package struct RecipientRequest: Sendable, Hashable {
  /// NOTIFY: "never" or a comma list of "success", "failure", "delay", in lower case; nil if not given.
  package var notify: String?
  /// ORCPT as it goes over the wire, "type;xtext"; nil if not given.
  package var original: String?

  package init(notify: String? = nil, original: String? = nil) {
    self.notify = notify
    self.original = original
  }

  /// NOTIFY in lower case without blanks; nil if the value is none of RFC 3461 §4.1: "never", or any of success,
  /// failure and delay, each once.
  package static func notify(_ value: some StringProtocol) -> String? {
    let words = value.lowercased().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard Set(words).count == words.count else { return nil }
    if words == ["never"] { return "never" }
    guard words.allSatisfy({ Occasion(rawValue: $0) != nil }) else { return nil }
    return words.joined(separator: ",")
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
