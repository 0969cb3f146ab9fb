internal import Glibc
internal import MailSyntax

/// The mail that tells who decides that something waits: what rules hold it, how to look at it, how to decide.
///
/// It carries nothing of the messages: no body, no subject, no address. Who may decide may look at the spool; who only
/// reads the mail learns that something waits, and why.
struct ApproverLetter {
  var entries: [QueueEntry]
  /// Who decides.
  var approver: AddrSpec
  /// The name of this machine, fully qualified.
  var hostName: String

  /// More entries than this are counted, not listed.
  static let maximumListed = 50

  /// The letter as an entry of its own.
  func queueEntry(id: QueueID, at now: Int) -> QueueEntry {
    let count = entries.count
    return Letter(
      to: approver, subject: "presend: \(count) held, waiting for your decision / \(count) angehalten", text: text,
      hostName: hostName
    ).queueEntry(id: id, at: now)
  }

  private var text: String {
    var lines = [
      "On \(hostName) messages are held until somebody decides about them.",
      "Auf \(hostName) sind Nachrichten angehalten, bis jemand über sie entscheidet.", "",
    ]
    for entry in entries.prefix(Self.maximumListed) {
      var rules: Set<String> = []
      let reasons = entry.holdReasons.map(\.rule).filter { rules.insert($0).inserted }.joined(separator: ", ")
      lines.append("\(entry.id)  \(entry.mailClass), \(entry.recipients.count) recipient(s)  \(reasons)")
      let until = entry.expiry.map { " until \(Timestamp.text($0))" } ?? ""
      lines.append("  since \(Timestamp.text(entry.arrival))\(until)")
    }
    let left = entries.count - Self.maximumListed
    if left > 0 { lines.append("… and \(left) more / und \(left) weitere") }
    lines += [
      "", "Look at one, with all findings and what would be changed / ansehen:",
      "  presend held show ID",
      "Then release it or give it back, by the digest that “show” prints / freigeben oder zurückgeben:",
      "  presend held release ID --seen DIGEST --reason \"…\"", "  presend held reject ID --reason \"…\"", "",
    ]
    return lines.joined(separator: "\n")
  }
}
