/// What is known of mailboxes in general: the facts of `rules/mailboxes.yml`.
package struct MailboxFacts: Sendable {
  /// Providers where anybody can have an address, in lower case: two people there have nothing to do with each other.
  package let consumerDomains: Set<String>
  /// Local-parts that name a function and no person, in lower case.
  package let roleNames: Set<String>

  package init(consumerDomains: Set<String>, roleNames: Set<String>) {
    self.consumerDomains = consumerDomains
    self.roleNames = roleNames
  }
}
