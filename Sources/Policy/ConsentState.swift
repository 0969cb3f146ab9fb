package import MailSyntax

/// What a person may agree to, each apart from the others.
package enum Purpose: String, Sendable, CaseIterable, Codable {
  case mail, tracking, disclosure, storage
}

/// What is known of a person's consent for one purpose. Only `granted` is a yes.
package enum ConsentState: String, Sendable, CaseIterable, Codable {
  case unknown, granted, denied, withdrawn
  /// Somebody gave the address and has not confirmed yet that it is theirs: a double opt-in that is not finished.
  case requested

  /// What counts of all that is recorded of one person and purpose: the latest declaration, of two at the same moment
  /// the refusal. A request counts only behind a refusal or alone, since it takes nothing from a consent that is there.
  /// - Parameter latest: the latest moment of each state, in any unit and order.
  package static func counting(among latest: some Sequence<(state: ConsentState, at: Int)>) -> ConsentState {
    var refusal: (state: ConsentState, at: Int)?
    var granted: Int?
    var requested: Int?
    for (state, at) in latest {
      switch state {
      case .granted: granted = max(granted ?? at, at)
      case .requested: requested = max(requested ?? at, at)
      case .denied, .withdrawn: if refusal.map({ $0.at <= at }) ?? true { refusal = (state, at) }
      case .unknown: continue
      }
    }
    if let granted, granted > refusal?.at ?? Int.min { return .granted }
    guard let refusal else { return requested == nil ? .unknown : .requested }
    if let requested, requested > refusal.at { return .requested }
    return refusal.state
  }
}

/// The answers of the consent store for one message's recipients, looked up in one query before judging.
package struct ConsentAnswers: Sendable {
  /// Why the store could not answer; nil when it did.
  package let failure: String?
  /// Whether the organisation keeps a store: without one, that nothing is known says nothing.
  package let isKept: Bool
  private let states: [String: [Purpose: ConsentState]]

  /// - Parameters:
  ///   - states: by `AddrSpec.comparisonKey`; what is missing is unknown.
  ///   - isKept: whether they come from a store.
  package init(states: [String: [Purpose: ConsentState]], isKept: Bool = false) {
    self.states = states
    self.isKept = isKept
    failure = nil
  }
  /// The store did not answer.
  package init(failure: String) {
    states = [:]
    isKept = true
    self.failure = failure
  }
  /// The state for one person and purpose; unknown means no.
  package func state(of address: AddrSpec, for purpose: Purpose) -> ConsentState {
    states[address.comparisonKey]?[purpose] ?? .unknown
  }
}
