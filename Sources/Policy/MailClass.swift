/// The class of a mail decides which rules apply to it. docs/rules.md says what each class owes.
package enum MailClass: String, Sendable, CaseIterable, Codable {
  case newsletter
  case firstContact = "first-contact"
  case consentRequest = "consent-request"
  case transactional
  case personal
  case `private`
  case system

  /// The class by whose rules a mail is judged. What machines send of themselves owes no more than a person's letter;
  /// packs say nothing of it.
  package var judgedAs: MailClass { self == .system ? .personal : self }
}
