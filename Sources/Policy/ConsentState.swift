package import MailSyntax

/// What a person may agree to, each apart from the others.
package enum Purpose: String, Sendable, CaseIterable, Codable {
  case mail, tracking, disclosure, storage
}

/// What is known of a person's consent for one purpose. Only `granted` is a yes.
package enum ConsentState: String, Sendable, CaseIterable, Codable {
  case unknown, granted, denied, withdrawn
}

/// The answers of the consent store for one message's recipients, looked up in one query before judging.
package struct ConsentAnswers: Sendable {
  /// Why the store could not answer; nil when it did.
  package let failure: String?
  private let states: [String: [Purpose: ConsentState]]

  /// - Parameter states: by `AddrSpec.comparisonKey`; what is missing is unknown.
  package init(states: [String: [Purpose: ConsentState]]) {
    self.states = states
    failure = nil
  }
  /// The store did not answer.
  package init(failure: String) {
    states = [:]
    self.failure = failure
  }
  /// The state for one person and purpose; unknown means no.
  package func state(of address: AddrSpec, for purpose: Purpose) -> ConsentState {
    states[address.comparisonKey]?[purpose] ?? .unknown
  }
}
