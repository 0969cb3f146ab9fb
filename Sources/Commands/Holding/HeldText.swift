internal import Gateway
internal import MailQueue
internal import MailSyntax

/// A held message for who decides: why it is held, what it says, what would be sent in which form, and by which digest
/// the decision is bound to all that.
struct HeldText {
  let entry: QueueEntry
  let digest: String

  /// Recipients shown of one variant.
  private static let maximumListed = 20

  var text: String {
    var lines = ["", "Why it is held", ""]
    if let findings = entry.findings {
      lines += findings.split(separator: "\n", omittingEmptySubsequences: false).map { Terminal.safe(String($0)) }
    } else {
      lines += entry.holdReasons.map { "\($0.rule): \(Terminal.safe($0.explanation))" }
    }
    lines += ["What it says", "", InspectionText(Inspection(path: "as submitted", octets: entry.original)).text]
    lines += forms
    lines += decisions
    return lines.joined(separator: "\n")
  }

  /// What would go out, against what was submitted.
  private var forms: [String] {
    let old = ReadableMessage.lines(of: entry.original)
    var lines = section(
      "Released as it is, this is what changes (the fields that never leave, and the trace)", entry.variants, old)
    if !entry.proposals.isEmpty {
      lines += section("Released as proposed, this is what changes", entry.proposals, old)
    }
    return lines
  }

  private func section(_ title: String, _ variants: [QueueVariant], _ old: [String]) -> [String] {
    var lines = ["", title]
    for variant in variants {
      let shown = variant.recipients.prefix(Self.maximumListed).map { Terminal.safe($0.text) }
      let left = variant.recipients.count - shown.count
      lines += ["", "to " + shown.joined(separator: ", ") + (left > 0 ? " and \(left) more" : "")]
      let difference = variant.octets.map {
        LineDifference.text(from: old, to: ReadableMessage.lines(of: $0), path: "message")
      }
      lines.append(difference.flatMap { $0.isEmpty ? nil : $0 } ?? "nothing\n")
    }
    return lines
  }

  private var decisions: [String] {
    var lines = ["digest \(digest)", ""]
    if !entry.proposals.isEmpty {
      lines.append(
        "Send it as proposed:     presend held release \(entry.id) --as proposed --seen \(digest) --reason \"…\"")
    }
    lines += [
      "Send it as it is:        presend held release \(entry.id) --seen \(digest) --reason \"…\"",
      "Give it back:            presend held reject \(entry.id) --reason \"…\"",
      "Read a rule:             presend explain \(entry.holdReasons.first?.rule ?? "RULE")",
    ]
    if let expiry = entry.expiry { lines.append("Without a decision it goes back at \(Timestamp.text(expiry)).") }
    return lines
  }
}
