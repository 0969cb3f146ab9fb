import MailSyntax
import Policy

/// Recognises a notice about one matter of its reader's, such as an order or a parcel, among mail with the fields of
/// mailings: firms' programs write those fields into all that they send.
///
/// The subject has to say so, and nothing may speak for a mailing besides: no offer, and no way to leave it.
enum OneMatter {
  /// The class; nil where it is a mailing.
  static func decision(
    _ message: Message, _ words: ScannedReading, _ bulk: BulkEvidence, _ context: Context
  ) -> ClassDecision? {
    let own = OwnWords(message, words, context)
    guard let matter = own.first("transactional", in: .subject), MailingEvidence.signs(in: own).weight == 0 else {
      return nil
    }
    return ClassDecision(mailClass: .transactional, evidence: [matter] + bulk.fields)
  }
}
