import MailSyntax
import Policy

/// The configured List-Unsubscribe, as it is put into a message: the same for all, or with a token of each recipient's
/// own.
struct UnsubscribeField {
  private let body: String
  /// By `AddrSpec.comparisonKey`; nil where nothing is sent and the token is only shown where it would stand.
  private let tokens: [String: String]?

  /// What is shown in place of a token that nobody gets.
  private static let shownToken = "token"

  /// - Returns: nil where none is configured.
  init?(_ organisation: Organisation, tokens: [String: String]?) {
    guard let body = organisation.listUnsubscribe else { return nil }
    self.body = body
    self.tokens = tokens
    isPersonal = organisation.hasUnsubscribeToken
  }

  /// Whether each recipient gets one of their own.
  let isPersonal: Bool

  /// The fields' names.
  var names: [String] { isPersonal ? ["List-Unsubscribe", "List-Unsubscribe-Post"] : ["List-Unsubscribe"] }

  /// Whether there is a token for everybody who needs one.
  func isComplete(for recipients: [AddrSpec]) -> Bool {
    guard isPersonal, let tokens else { return true }
    return recipients.allSatisfy { tokens[$0.comparisonKey] != nil }
  }

  /// The fields in a recipient's copy. Only an address that says who wants to leave works at one click, so the field
  /// for that comes with the token and an https address. RFC 8058.
  func fields(for key: String) -> [(name: String, body: String)] {
    guard isPersonal else { return [("List-Unsubscribe", body)] }
    let token = tokens?[key] ?? Self.shownToken
    let pieces = body.split(separator: Organisation.unsubscribePlaceholder, omittingEmptySubsequences: false)
    let own = [("List-Unsubscribe", pieces.joined(separator: token))]
    guard body.lowercased().contains("<https:") else { return own }
    return own + [("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]
  }
}
