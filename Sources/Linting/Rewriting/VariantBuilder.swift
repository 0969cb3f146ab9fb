import MailSyntax
import Policy

/// Groups the recipients by what they get, into the smallest number of variants, and makes the edits of each.
///
/// Who sees what when a list is concealed one by one (`individual`):
/// - an external recipient whom To or Cc names sees that mailbox alone;
/// - one who is in the envelope only (Bcc) sees `undisclosed-recipients:;`;
/// - internal recipients share one variant that shows the internal mailboxes, so that colleagues still know of each
///   other and no external address is shown to anybody but its owner.
struct VariantBuilder {
  let message: Message
  let organisation: Organisation
  let isInternal: (AddrSpec) -> Bool
  let mandatory: [Edit]
  let rewriting: Rewriting
  let concealment: Concealment
  /// Set where the invitations are cut.
  let invitations: InvitationCopies?
  /// Set where it is added.
  let unsubscribe: UnsubscribeField?
  /// Whether the fields name a colleague, for the others to see.
  let namesInternals: Bool

  /// What one group of recipients gets.
  struct Group: Hashable {
    /// The audiences it belongs to, as indices into `Rewriting.audiences`.
    let audiences: [Int]
    let view: DestinationView
    /// Whom the invitations name; nil to leave them.
    let guests: GuestView?
    /// Whose List-Unsubscribe it has, by `AddrSpec.comparisonKey`; nil for one of everybody's.
    let unsubscribes: String?
  }

  /// The groups in the order of their first recipients; every recipient is in exactly one.
  /// - Complexity: O(recipients × audiences).
  func groups(of recipients: [AddrSpec]) -> [(group: Group, recipients: [AddrSpec])] {
    guard recipients.count != 1 else { return [(group(of: recipients[0]), recipients)] }
    var order: [Group: Int] = [:]
    var result: [(group: Group, recipients: [AddrSpec])] = []
    for recipient in recipients {
      let group = group(of: recipient)
      if let index = order[group] {
        result[index].recipients.append(recipient)
      } else {
        order[group] = result.count
        result.append((group, [recipient]))
      }
    }
    if result.isEmpty { result.append((nobody, [])) }
    return result
  }

  private func group(of recipient: AddrSpec) -> Group {
    let key = recipient.comparisonKey
    return Group(
      audiences: rewriting.audiences(of: key), view: view(for: recipient, key: key),
      guests: invitations?.view(for: recipient, isInternal: isInternal(recipient)),
      unsubscribes: unsubscribe?.isPersonal == true ? key : nil)
  }

  /// What is shown for a message without recipients: every mend.
  private var nobody: Group {
    Group(
      audiences: Array(rewriting.audiences.indices), view: rewriting.concealment == nil ? .asWritten : .undisclosed,
      guests: invitations.map { _ in .own("") }, unsubscribes: nil)
  }

  private func view(for recipient: AddrSpec, key: String) -> DestinationView {
    switch rewriting.concealment {
    case nil: .asWritten
    case .bcc: .undisclosed
    case .individual where isInternal(recipient): namesInternals ? .internals : .undisclosed
    case .individual: concealment.names(key) ? .own(key) : .undisclosed
    }
  }

  /// Whether the group gets anything else than the mandatory edits.
  func isRewritten(_ group: Group) -> Bool {
    !group.audiences.isEmpty || group.view != .asWritten || group.guests != nil || rewriting.addsListUnsubscribe
      || !rewriting.reasonParts.isEmpty
  }

  /// The body edits of a group; they depend on its audiences and guests alone, so callers keep them.
  func bodyEdits(for group: Group) -> Result<[Edit], Unchangeable> {
    var ranges: [Int: [OctetRange]] = [:]
    for audience in group.audiences { ranges.merge(rewriting.audiences[audience].content) { $0 + $1 } }
    if let invitations, let guests = group.guests {
      guard let removals = invitations.removals(for: guests) else {
        return .failure(Unchangeable(part: invitations.parts[0]))
      }
      ranges.merge(removals) { $0 + $1 }
    }
    return BodyEdits(message: message).edits(
      removing: ranges, appending: organisation.reasonSentence ?? "", to: rewriting.reasonParts)
  }

  /// All edits of a group in order; nil where two of them want the same octets.
  func edits(for group: Group, body: [Edit]) -> [Edit]? {
    var list = EditList(mandatory)
    list.add(concealment.edits(for: group.view, isInternal: isInternal))
    for field in group.audiences.flatMap({ rewriting.audiences[$0].fields }) {
      list.add([message.edit(removing: message.fields[field])])
    }
    for audience in group.audiences {
      for (field, body) in rewriting.audiences[audience].bodies.sorted(by: { $0.key < $1.key }) {
        list.add([message.edit(replacingBodyOf: message.fields[field], with: body)])
      }
    }
    if let unsubscribe {
      let fields = unsubscribe.fields(for: group.unsubscribes ?? "")
      let replaced = [FieldName.listUnsubscribe] + (fields.count > 1 ? [.listUnsubscribePost] : [])
      list.add(replaced.flatMap { message.fields(named: $0) }.map { message.edit(removing: $0) })
      list.add(fields.map { message.edit(prepending: $0.name, body: $0.body) })
    }
    list.add(body)
    return list.ordered()
  }
}
