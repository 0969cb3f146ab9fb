internal import Glibc
internal import MailSyntax

/// The mail that tells who decides that something waits: what rules hold it, how to look at it, how to decide.
///
/// It carries nothing of the messages: no body, no subject, no address. Who may decide may look at the spool; who only reads the mail
/// learns that something waits, and why.
struct ApproverLetter {
  var entries: [QueueEntry]
  /// Who decides.
  var approver: AddrSpec
  /// The name of this machine, fully qualified.
  var hostName: String

  /// More entries than this are counted, not listed.
  static let maximumListed = 50

  /// The letter as an entry of its own, with the null reverse-path: nothing comes back to it.
  func queueEntry(id: QueueID, at now: Int) -> QueueEntry {
    QueueEntry(
      id: id, arrival: now, reversePath: nil, mailClass: "system", original: octets(id: id, at: now),
      variants: [QueueVariant(recipients: [approver], octets: nil)])
  }

  private func octets(id: QueueID, at now: Int) -> [UInt8] {
    var output = LineBuffer()
    let count = entries.count
    output.line("Date: " + DateTime.format(secondsSince1970: now, offsetMinutes: 0))
    output.line("From: presend <MAILER-DAEMON@\(hostName)>")
    output.line("To: <\(approver.wireForm)>")
    output.line("Subject: presend: \(count) held, waiting for your decision / \(count) angehalten")
    output.line("Message-ID: <\(id.text)@\(hostName)>")
    output.line("Auto-Submitted: auto-generated")  // RFC 3834 §5
    output.line("MIME-Version: 1.0")
    output.line("Content-Type: text/plain; charset=utf-8")
    output.line("Content-Transfer-Encoding: quoted-printable")
    output.line("")
    output.quotedPrintable(text)
    return output.octets
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
      "  presend held show ID", "Then release it or give it back, by the digest that “show” prints / freigeben oder zurückgeben:",
      "  presend held release ID --seen DIGEST --reason \"…\"", "  presend held reject ID --reason \"…\"", "",
    ]
    return lines.joined(separator: "\n")
  }
}
