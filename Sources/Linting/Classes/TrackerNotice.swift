import MailSyntax
import Policy

/// Recognises what a tracker of issues tells those who take part in a matter, among mail with the fields of mailings:
/// a program wrote it because somebody did something, and a list's fields only say which project.
///
/// Programs that send newsletters write "Auto-Submitted: auto-generated" too (RFC 3834 §5); so the text has to name
/// its reader's part in the matter, "because you were assigned", and no program for campaigns may have written a field.
enum TrackerNotice {
  /// The class; nil where it is a mailing.
  static func decision(
    _ message: Message, _ words: ScannedReading, _ bulk: BulkEvidence, _ context: Context
  ) -> ClassDecision? {
    guard !bulk.isCampaign, let keyword = SystemEvidence.autoSubmitted(message) else { return nil }
    guard let part = OwnWords(message, words, context).first("watching", in: .bodies) else { return nil }
    return ClassDecision(mailClass: .system, evidence: ["Auto-Submitted: \(keyword)", part])
  }
}
