import MailSyntax
import Policy

/// Finds fields that may stand once and stand twice: which of them a reader is shown depends on the program.
/// RFC 5322 §3.6.
struct DuplicateFieldCheck: Check {
  /// Those that a reader sees or answers to.
  private static let kinds: [FieldName] = [.from, .sender, .replyTo, .to, .cc, .subject, .date, .messageID]

  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    return Self.kinds.compactMap { kind in
      let fields = message.fields(named: kind)
      guard fields.count > 1 else { return nil }
      let bodies = fields.map { message.unstructured($0) }
      let other = bodies.firstIndex { $0 != bodies[0] }
      return Hit(
        message: other == nil ? "same" : "finding",
        values: [
          "field": message.name(of: fields[0]), "times": Self.times(fields.count, examination.context.language),
        ],
        place: examination.place(of: fields[other ?? 1]),
        evidence: Hit.evidence(message.octets[fields[other ?? 1].octets]), isNote: other == nil)
    }
  }

  private static func times(_ count: Int, _ language: Language) -> String {
    if count == 2 { return LocalText(english: "twice", german: "zweimal")(language) }
    return LocalText(english: "\(count) times", german: "\(count)-mal")(language)
  }
}
