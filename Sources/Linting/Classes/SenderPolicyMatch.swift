package import MailSyntax
package import Policy

/// Finds the entries of `per-sender:` that a message matches.
package enum SenderPolicyMatch {
  /// - Parameter envelope: nil where only the fields say who sends.
  package static func all(
    in policies: [SenderPolicy], for message: Message, envelope: Envelope?
  ) -> [SenderPolicy] {
    if policies.isEmpty { return [] }
    let senders = ClassPolicyMatch.senders(of: message, envelope)
    return policies.filter { policy in
      policy.from.contains { pattern in senders.contains { ClassPolicyMatch.matches(pattern, $0) } }
    }
  }
}
