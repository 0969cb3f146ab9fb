internal import MailSyntax

/// Recipients in groups that one transaction can take, their addresses written for the wire.
struct Groups {
  private var rest: ArraySlice<AddrSpec>

  init(_ recipients: [AddrSpec]) { rest = recipients[...] }

  /// The next group; nil in it stands for an address that cannot be written.
  mutating func next() -> [WireAddress?]? {
    if rest.isEmpty { return nil }
    let group = rest.prefix(SmarthostTransport.maximumRecipients)
    rest = rest.dropFirst(group.count)
    return group.map { WireAddress($0) }
  }
}
