internal import MailSyntax

/// Why a message is given back before it is judged.
struct Refusal {
  /// For the record.
  let word: String
  /// For the caller.
  let reason: String

  /// More Received fields than this mean that the message goes round in circles. Postfix's `hopcount_limit` is the
  /// same.
  static let maximumHops = 50

  /// nil where nothing speaks against judging it.
  init?(of message: Message) {
    if message.fields(named: .received).count > Self.maximumHops {
      word = "loop"
      reason = "the message has passed \(Self.maximumHops) mail servers: it goes round in circles"
    } else if let offset = message.octets.firstIndex(of: 0) {
      word = "nul"
      reason =
        "the message has a NUL octet in line \(LineIndex(message.octets).line(of: offset)), which mail "
        + "servers refuse (RFC 5322 §4); encode the part in base64 or quoted-printable"
    } else {
      return nil
    }
  }
}
