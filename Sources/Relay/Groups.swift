internal import MailQueue
internal import MailSyntax

/// Recipients in groups that one transaction can take, their addresses written for the wire.
struct Groups {
  private var rest: ArraySlice<(AddrSpec, RecipientRequest)>

  init(_ submission: Submission) { rest = Array(zip(submission.recipients, submission.requests))[...] }

  /// The next group and what each of it asks of notifications; nil in it stands for an address that cannot be written.
  mutating func next() -> (recipients: [WireAddress?], requests: [RecipientRequest])? {
    if rest.isEmpty { return nil }
    let group = rest.prefix(SmarthostTransport.maximumRecipients)
    rest = rest.dropFirst(group.count)
    return (group.map { WireAddress($0.0) }, group.map(\.1))
  }
}
