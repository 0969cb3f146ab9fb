internal import FoundationEssentials
internal import Gateway

/// A line of the audit log, read.
struct AuditRecord: Decodable {
  /// One finding of a decision.
  struct Finding: Decodable {
    let rule: String
    let severity: String
    let action: String
  }

  let number: Int
  /// RFC 3339, UTC.
  let recorded: String
  /// "decision", "notice", "undecided", "damaged", or what a person did: "released", "rejected", "removed".
  let event: String
  let id: String
  /// When the message came; when the line was recorded where that is not known.
  let time: String
  let mode: String
  let mailClass: String
  let verdict: String
  let outcome: String
  /// The sender's hash, or address where the policy names it; "" for the null reverse-path.
  let sender: String
  let findings: [Finding]
  let recipientCount: Int
  let reason: String
  let failOpen: [String]
  /// How many recipients got the same message within minutes.
  let duplicateRecipients: Int
  /// The program that made the message; "" where it did not say.
  let tool: String
  /// The `per-sender:` entries that held for it.
  let groups: [String]

  private enum CodingKeys: String, CodingKey {
    case number = "n"
    case recorded, event, id, at, mode, mailClass = "class", verdict, outcome, sender, senderName, findings, recipients
    case reason, overrideReason, failOpen, duplicateRecipients, tool, groups
  }

  /// nil where the line is no record.
  init?(_ line: ArraySlice<UInt8>) {
    guard let record = try? JSONDecoder().decode(Self.self, from: Data(line)) else { return nil }
    self = record
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String? { try members.decodeIfPresent(String.self, forKey: key) }
    let event = try members.decode(String.self, forKey: .event)
    let recorded = try text(.recorded) ?? ""
    self.event = event
    self.recorded = recorded
    number = try members.decodeIfPresent(Int.self, forKey: .number) ?? 0
    id = try text(.id) ?? ""
    time = try text(.at) ?? recorded
    mode = try text(.mode) ?? ""
    mailClass = try text(.mailClass) ?? ""
    verdict = try text(.verdict) ?? ""
    outcome = try text(.outcome) ?? event
    sender = try text(.senderName) ?? text(.sender) ?? ""
    findings = try members.decodeIfPresent([Finding].self, forKey: .findings) ?? []
    recipientCount = try members.decodeIfPresent([String].self, forKey: .recipients)?.count ?? 0
    reason = try text(.reason) ?? text(.overrideReason) ?? ""
    tool = try text(.tool) ?? ""
    groups = try members.decodeIfPresent([String].self, forKey: .groups) ?? []
    duplicateRecipients = try members.decodeIfPresent(Int.self, forKey: .duplicateRecipients) ?? 0
    failOpen = try members.decodeIfPresent([String].self, forKey: .failOpen) ?? []
  }

  /// The rules that found something, each once, in the order of the findings.
  var rules: [String] {
    var seen: Set<String> = []
    return findings.map(\.rule).filter { seen.insert($0).inserted }
  }

  /// For a person, on one line.
  var line: String {
    var words = [time, id, event == "decision" ? outcome : event]
    if !mailClass.isEmpty { words.append(mailClass) }
    if mode == "shadow" { words.append("(shadow)") }
    if recipientCount > 0 { words.append(CountedNoun.text(recipientCount, "recipient")) }
    if !rules.isEmpty { words.append(rules.joined(separator: ", ")) }
    if duplicateRecipients > 0 { words.append("again to \(CountedNoun.text(duplicateRecipients, "recipient"))") }
    if !failOpen.isEmpty { words.append("judged without \(failOpen.joined(separator: ", "))") }
    if !reason.isEmpty { words.append("“\(Terminal.safe(reason))”") }
    return words.joined(separator: "  ")
  }

  /// The columns of the CSV.
  static let columns = [
    "n", "recorded", "event", "id", "at", "mode", "class", "verdict", "outcome", "sender", "groups", "tool",
    "recipients",
    "rules", "reason",
  ]

  /// In their order.
  var cells: [String] {
    [
      String(number), recorded, event, id, time, mode, mailClass, verdict, outcome, sender,
      groups.joined(separator: " "), tool, String(recipientCount),
      rules.joined(separator: " "), reason,
    ]
  }
}
