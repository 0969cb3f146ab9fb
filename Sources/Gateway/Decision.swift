internal import Configuration
internal import Linting
internal import MailQueue
internal import MailSyntax
internal import Policy
internal import Reporting

/// What was decided about a message, as its entry and then the audit log keep it.
///
/// It holds no subject and no text of a message, and of addresses only those of senders whom the policy names: who the
/// people are the recorder adds, as keyed hashes, since the key is not for who hands in mail.
package struct Decision {
  let configuration: Configuration
  let host: Host
  /// What handed the message in: "sendmail", "smtp" or "send".
  let door: String
  let arrival: Int

  /// Longer reasons are cut; they are for people to read.
  package static let maximumReason = 500

  /// The names of the `per-sender:` entries that hold for the message.
  var groups: [String] = []
  /// The program that made the message, where it says so.
  var tool: String?
  /// What could not be asked for while judging, though the policy counts on it; judging went on without it.
  var failOpen: [String] = []
  /// How many recipients got the same message a short time ago.
  var duplicateRecipients = 0
  /// Why findings that would have kept the message were passed over, where somebody gave a reason.
  var overrideReason: String?
  /// Their rules.
  var overridden: [RuleID] = []

  /// A JSON object on one line.
  func text(_ judgement: Judgement, envelope: Envelope, outcome: Outcome) -> String {
    var members = origin(of: envelope)
    members += [
      ("mode", .string(configuration.settings.mode.rawValue)),
      ("class", .string(judgement.mailClass.mailClass.rawValue)),
      ("classEvidence", .array(judgement.mailClass.evidence.map { .string(Self.withoutAddresses($0)) })),
      ("variants", .integer(judgement.variantCount)),
      ("verdict", .string(judgement.verdict.word)),
      ("outcome", .string(outcome.rawValue)),
      ("findings", .array(judgement.findings.map(Self.object))),
    ]
    let unsigned = judgement.droppedSignatures
    if !unsigned.isEmpty { members.append(("signaturesDropped", .array(unsigned.map(JSONValue.string)))) }
    if !failOpen.isEmpty { members.append(("failOpen", .array(failOpen.map(JSONValue.string)))) }
    if duplicateRecipients > 0 { members.append(("duplicateRecipients", .integer(duplicateRecipients))) }
    if let overrideReason {
      members.append(("overridden", .array(overridden.map { .string($0.description) })))
      members.append(("overrideReason", .string(String(overrideReason.prefix(Self.maximumReason)))))
    }
    return JSONValue.object(members).text
  }

  /// For what is given back before it is judged.
  /// - Parameter reason: a word that programs know.
  func text(refusedFor reason: String, envelope: Envelope) -> String {
    JSONValue.object(
      origin(of: envelope) + [("outcome", .string(Outcome.refused.rawValue)), ("reason", .string(reason))]
    ).text
  }

  /// The word for what became of a message.
  enum Outcome: String {
    case queued, held, rejected
    /// Not now.
    case deferred
    /// Given back before it was judged.
    case refused
  }

  private func origin(of envelope: Envelope) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [
      ("at", .string(Timestamp.text(arrival))), ("uid", .integer(Int(host.userID))), ("door", .string(door)),
      ("presend", .string(Version.text)), ("policy", .string(configuration.digest)),
    ]
    if let tool { members.append(("tool", .string(tool))) }
    if !groups.isEmpty { members.append(("groups", .array(groups.map(JSONValue.string)))) }
    if let sender = envelope.reversePath, isNamed(sender) { members.append(("senderName", .string(sender.wireForm))) }
    return members
  }

  private func isNamed(_ sender: AddrSpec) -> Bool {
    let address = sender.comparisonKey
    return configuration.audit.namedSenders.contains { Wildcard.matches($0.lowercased(), address) }
  }

  private static func object(_ finding: Finding) -> JSONValue {
    .object([
      ("rule", .string(finding.rule.description)), ("severity", .string(finding.severity.rawValue)),
      ("action", .string(finding.action.rawValue)), ("recipients", .integer(finding.recipients.count)),
    ])
  }

  /// Patterns of the configuration may be addresses.
  static func withoutAddresses(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false)
      .map { $0.utf8.contains(UInt8(ascii: "@")) ? "…" : String($0) }.joined(separator: " ")
  }
}
