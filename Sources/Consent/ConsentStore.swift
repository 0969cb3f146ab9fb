package import MailSyntax
package import Policy

/// Where presend looks up what people agreed to. One batched query per message; it never throws, because a store that
/// cannot answer is a state that judging has to know (`ConsentAnswers.failure`), not a crash of the gateway.
package protocol ConsentStore: Sendable {
  /// The current states of all purposes for these people.
  /// - Parameter addresses: any number, in any order, duplicates allowed.
  /// - Returns: what is known of each; people of whom nothing is recorded are unknown, which means no.
  func answers(for addresses: [AddrSpec]) -> ConsentAnswers
}

/// The store of an organisation that has configured none: nothing is known of anyone, so nobody has consented.
package struct NoConsentStore: ConsentStore {
  package init() {}
  package func answers(for addresses: [AddrSpec]) -> ConsentAnswers { ConsentAnswers(states: [:]) }
}
