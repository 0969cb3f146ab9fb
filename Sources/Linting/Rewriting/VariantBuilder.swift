import MailContent
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
  let reading: Reading
  let organisation: Organisation
  let isInternal: (AddrSpec) -> Bool
  let mandatory: [Edit]
  let rewriting: Rewriting
  let concealment: Concealment
  /// Whether the fields name a colleague, for the others to see.
  let namesInternals: Bool

  /// What one group of recipients gets.
  struct Group: Hashable {
    /// Indices into `Rewriting.removals`.
    let removals: [Int]
    let view: DestinationView
  }

  /// The groups in the order of their first recipients; every recipient is in exactly one.
  /// - Complexity: O(recipients × removals).
  func groups(of recipients: [AddrSpec]) -> [(group: Group, recipients: [AddrSpec])] {
    var order: [Group: Int] = [:]
    var result: [(group: Group, recipients: [AddrSpec])] = []
    for recipient in recipients {
      let key = recipient.comparisonKey
      let group = Group(removals: rewriting.removals(for: key), view: view(for: recipient, key: key))
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

  /// What is shown for a message without recipients: every mend.
  private var nobody: Group {
    Group(removals: Array(rewriting.removals.indices), view: rewriting.concealment == nil ? .asWritten : .undisclosed)
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
    !group.removals.isEmpty || group.view != .asWritten || rewriting.addsListUnsubscribe || rewriting.appendsReason
  }

  /// The body edits of a group; they depend on its removals alone, so callers keep them.
  func bodyEdits(removing indices: [Int]) -> Result<[Edit], Unchangeable> {
    var ranges: [Int: [OctetRange]] = [:]
    for case .content(let part, let more) in indices.map({ rewriting.removals[$0].target }) {
      ranges[part, default: []] += more
    }
    return BodyEdits(message: message, reading: reading).edits(
      removing: ranges, appending: rewriting.appendsReason ? organisation.reasonSentence : nil)
  }

  /// All edits of a group in order; nil where two of them want the same octets.
  func edits(for group: Group, body: [Edit]) -> [Edit]? {
    var list = EditList(mandatory)
    list.add(concealment.edits(for: group.view, isInternal: isInternal))
    for case .field(let index) in group.removals.map({ rewriting.removals[$0].target }) {
      list.add([message.edit(removing: message.fields[index])])
    }
    if rewriting.addsListUnsubscribe, let listUnsubscribe = organisation.listUnsubscribe {
      list.add(message.fields(named: .listUnsubscribe).map { message.edit(removing: $0) })
      list.add([message.edit(prepending: "List-Unsubscribe", body: listUnsubscribe)])
    }
    list.add(body)
    return list.ordered()
  }
}
