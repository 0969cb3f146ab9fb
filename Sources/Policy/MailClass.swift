/// The class of a mail decides which rules apply to it. docs/rules.md says what each class owes.
package enum MailClass: String, Sendable, CaseIterable, Codable {
  case newsletter
  case firstContact = "first-contact"
  case consentRequest = "consent-request"
  case transactional
  case personal
  case `private`
  case system
}
