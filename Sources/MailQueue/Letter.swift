package import MailSyntax

/// A mail of presend's own in plain text. Its reverse-path is null, so that nothing ever comes back to it, and it says
/// that a program wrote it, so that no program answers (RFC 3834 §5). It is queued as it is, and judged by nobody.
package struct Letter: Sendable {
  package var to: AddrSpec
  /// ASCII, encoded-words included.
  package var subject: String
  /// Lines with a line feed.
  package var text: String
  /// The name of this machine, fully qualified.
  package var hostName: String

  package init(to: AddrSpec, subject: String, text: String, hostName: String) {
    self.to = to
    self.subject = subject
    self.text = text
    self.hostName = hostName
  }

  /// The letter as an entry of its own.
  package func queueEntry(id: QueueID, at now: Int) -> QueueEntry {
    QueueEntry(
      id: id, arrival: now, reversePath: nil, mailClass: "system", original: octets(id: id, at: now),
      variants: [QueueVariant(recipients: [to], octets: nil)])
  }

  private func octets(id: QueueID, at now: Int) -> [UInt8] {
    var output = LineBuffer()
    output.line("Date: " + DateTime.format(secondsSince1970: now, offsetMinutes: 0))
    output.line("From: presend <MAILER-DAEMON@\(hostName)>")
    output.line("To: <\(to.wireForm)>")
    output.line("Subject: " + subject)
    output.line("Message-ID: <\(id.text)@\(hostName)>")
    output.line("Auto-Submitted: auto-generated")  // RFC 3834 §5
    output.line("MIME-Version: 1.0")
    output.line("Content-Type: text/plain; charset=utf-8")
    output.line("Content-Transfer-Encoding: quoted-printable")
    output.line("")
    output.quotedPrintable(text)
    return output.octets
  }
}
