import MailSyntax

/// Recognises what a member of a mailing list wrote to the others: the list passes it on, and nobody advertises.
enum DiscussionEvidence {
  /// - Returns: the evidence; nil where it is no posting.
  static func of(_ message: Message) -> String? {
    if invitesPostings(message) { return "List-Post" }
    return passedOn(message).map { "Sender: \($0)" }
  }

  /// RFC 2369 §3.4: List-Post says where to post, or "NO" on a list that only announces.
  static func invitesPostings(_ message: Message) -> Bool {
    message.fields(named: .listPost).contains { message.unstructured($0).lowercased().contains("<mailto:") }
  }

  /// What list programs put before or behind the list's name for the address that bounces go to. RFC 2142 §6 names
  /// "LIST-request".
  private static let beginnings = ["owner-"]
  private static let ends = ["-owner", "-request", "-bounce", "-bounces", "-admin", "-errors"]

  /// The list's own address for bounces as the sender, of somebody else's mail to that list.
  ///
  /// Who writes from the list's organisation may announce; an answer is none.
  private static func passedOn(_ message: Message) -> String? {
    let senders = addresses([.sender, .resentSender], message)
    guard !senders.isEmpty else { return nil }
    let authors = addresses([.from], message)
    let subject = message.fields(named: .subject).first.map { message.unstructured($0) } ?? ""
    let isAnswer = Conversation.refersToAnother(message) || SubjectPrefix(subject) == .reply
    let targets = Set(addresses([.to, .cc, .resentTo, .replyTo], message).map(\.comparisonKey))
    for sender in senders {
      let name = sender.localPart.lowercased()
      let lists =
        beginnings.filter { name.hasPrefix($0) }.map { name.dropFirst($0.count) }
        + ends.filter { name.hasSuffix($0) }.map { name.dropLast($0.count) }
      let isList = lists.contains { list in
        targets.contains(AddrSpec(localPart: String(list), domain: sender.domain).comparisonKey)
      }
      let isForeign = !authors.isEmpty && authors.allSatisfy { $0.asciiDomain != sender.asciiDomain }
      let isPassedOn = isList ? isForeign || isAnswer : !lists.isEmpty && isForeign && isAnswer
      if isPassedOn { return "\(sender.localPart)@\(sender.domain)" }
    }
    return nil
  }

  private static func addresses(_ kinds: [FieldName], _ message: Message) -> [AddrSpec] {
    kinds.flatMap { message.fields(named: $0) }.flatMap { message.mailboxes(in: $0) }.map(\.address)
  }
}
