internal import Reporting

/// A line of the audit log, read.
struct AuditRecord {
  /// One finding of a decision.
  struct Finding {
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

  /// nil where the line is no object.
  init?(_ line: ArraySlice<UInt8>) {
    guard let object = JSONValue(reading: line), let event = object["event"]?.string else { return nil }
    func text(_ key: String) -> String { object[key]?.string ?? "" }
    self.event = event
    number = object["n"]?.integer ?? 0
    recorded = text("recorded")
    id = text("id")
    time = object["at"]?.string ?? text("recorded")
    mode = text("mode")
    mailClass = text("class")
    verdict = text("verdict")
    outcome = object["outcome"]?.string ?? event
    sender = object["senderName"]?.string ?? text("sender")
    findings = (object["findings"]?.elements ?? []).map {
      Finding(
        rule: $0["rule"]?.string ?? "", severity: $0["severity"]?.string ?? "", action: $0["action"]?.string ?? "")
    }
    recipientCount = object["recipients"]?.elements.count ?? 0
    reason = object["reason"]?.string ?? text("overrideReason")
    failOpen = object["failOpen"]?.elements.compactMap(\.string) ?? []
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
    if !failOpen.isEmpty { words.append("judged without \(failOpen.joined(separator: ", "))") }
    if !reason.isEmpty { words.append("“\(Terminal.safe(reason))”") }
    return words.joined(separator: "  ")
  }

  /// The columns of the CSV.
  static let columns = [
    "n", "recorded", "event", "id", "at", "mode", "class", "verdict", "outcome", "sender", "recipients", "rules", "reason",
  ]

  /// In their order.
  var cells: [String] {
    [
      String(number), recorded, event, id, time, mode, mailClass, verdict, outcome, sender, String(recipientCount),
      rules.joined(separator: " "), reason,
    ]
  }
}
