import MailContent
import MailSyntax
import Policy

/// Makes the variants of a message that mend its findings, or says what stands against that.
struct Rewriter {
  let message: Message
  let reading: Reading
  let context: Context
  let mailClass: ClassDecision
  let linter: Linter
  let additions: MandatoryFields
  let recipients: [AddrSpec]

  /// What came of it.
  enum Outcome {
    case variants([Variant])
    /// By index of the finding, and what concerns the message as a whole.
    case obstacles([Int: Obstacle], whole: [Obstacle])
  }

  /// An entry of the queue keeps every copy, and all are in memory while it is written.
  static let maximumCopiedOctets = 256 << 20

  /// - Complexity: O(recipients × audiences + octets × groups that differ in more than whose mailbox To shows).
  func rewrite(for findings: [Finding]) -> Outcome {
    let signatures = OwnSignatures(message, organisation: context.settings.organisation)
    let protection = Protection(message, reading: reading, dkim: signatures.foreignCoverage)
    if breaksDKIM(protection.dkim) { return .obstacles([:], whole: [.signedByDKIM]) }
    let isInternal = InternalDomains(context.settings.organisation.domains).contain(_:)
    let wantsCut = findings.contains { $0.action == .rewrite && $0.remedy == .ownAttendee }
    let invitations =
      wantsCut
      ? InvitationCopies(message, reading: reading, recipients: recipients, isInternal: isInternal) : nil
    let unsubscribe = UnsubscribeField(context.settings.organisation, tokens: context.unsubscribeTokens)
    let rewriting = Rewriting(
      findings, message: message, ownBodies: BodyEdits.ownTextParts(of: reading), protection: protection,
      organisation: context.settings.organisation, invitations: invitations,
      unsubscribe: unsubscribe, recipients: recipients,
      listRewrite: { context.settings.listRewrite(of: $0, for: mailClass.mailClass) })
    guard rewriting.obstacles.isEmpty else { return .obstacles(rewriting.obstacles, whole: []) }
    let concealment = Concealment(message)
    let builder = VariantBuilder(
      message: message, organisation: context.settings.organisation, isInternal: isInternal,
      mandatory: additions.edits(for: message), rewriting: rewriting, concealment: concealment,
      invitations: invitations, unsubscribe: rewriting.addsListUnsubscribe ? unsubscribe : nil,
      namesInternals: rewriting.concealment == .individual && concealment.namesInternals(isInternal))
    return variants(by: builder, keeping: signatures, mending: findings)
  }

  private func variants(
    by builder: VariantBuilder, keeping signatures: OwnSignatures, mending findings: [Finding]
  ) -> Outcome {
    let secondReading = SecondReading(message: message, context: context, mailClass: mailClass, linter: linter)
    let tolerated = Tolerance(findings)
    var variants: [Variant] = []
    var bodyEdits: [VariantBuilder.Group: [Edit]] = [:]
    var reread: Set<VariantBuilder.Group> = []
    let groups = builder.groups(of: recipients)
    if groups.count > 1, groups.count > Self.maximumCopiedOctets / max(1, message.octets.count) {
      return .obstacles([:], whole: [.tooManyCopies])
    }
    for (group, recipients) in groups {
      let ofBody = VariantBuilder.Group(
        audiences: group.audiences, view: .asWritten, guests: group.guests, unsubscribes: nil)
      if bodyEdits[ofBody] == nil {
        switch builder.bodyEdits(for: group) {
        case .success(let edits): bodyEdits[ofBody] = edits
        case .failure(let unchangeable): return .obstacles(obstacles(at: unchangeable.part, findings), whole: [])
        }
      }
      guard let edits = builder.edits(for: group, body: bodyEdits[ofBody] ?? []) else {
        return .obstacles([:], whole: [.conflict])
      }
      if let guests = group.guests, let invitations = builder.invitations, !invitations.isClean(edits, for: guests) {
        return .obstacles(obstacles(at: invitations.parts[0], findings), whole: [.stillThere])
      }
      let completed = signatures.completing(edits)
      if completed.breaksForeign { return .obstacles([:], whole: [.signedByDKIM]) }
      let variant = Variant(
        recipients: recipients, edits: completed.edits, isRewritten: builder.isRewritten(group),
        droppedSignatures: completed.dropped)
      if variant.isRewritten, reread.insert(group.kind).inserted {
        let standing = secondReading.findings(standingIn: variant).filter { !tolerated.covers($0) }
        if !standing.isEmpty {
          return .obstacles(obstacles(of: Set(standing.map(\.rule)), findings), whole: [.stillThere])
        }
      }
      variants.append(variant)
    }
    return .variants(variants)
  }

  /// What everybody gets where nothing is mended.
  var asItCame: Variant {
    .release(of: message, to: recipients, additions: additions, organisation: context.settings.organisation)
  }

  /// What stands against a rewrite, one line each; for the message as a whole only where no finding is named.
  func lines(_ obstacles: [Int: Obstacle], _ whole: [Obstacle], _ findings: [Finding]) -> [String] {
    let language = context.language
    if obstacles.isEmpty { return whole.map { $0.text(language) } }
    return obstacles.sorted { $0.key < $1.key }.map { "\(findings[$0.key].rule): \($0.value.text(language))" }
  }

  /// What is done about a finding that cannot be mended: as its rule says, and never another attempt.
  func fallback(for finding: Finding) -> Action {
    guard let action = linter.rule(finding.rule)?.fallbackAction, action != .rewrite else { return .hold }
    return action
  }

  /// Whether what is always dropped or added would break somebody else's DKIM signature.
  private func breaksDKIM(_ dkim: DKIMCoverage) -> Bool {
    MandatoryFields.droppedFields(of: message).contains(where: dkim.covers)
      || additions.additions(to: message).contains { dkim.coversAbsence(of: $0.name) }
  }

  /// The findings whose mend changes a part.
  private func obstacles(at part: Int, _ findings: [Finding]) -> [Int: Obstacle] {
    var result: [Int: Obstacle] = [:]
    for (index, finding) in findings.enumerated() where finding.action == .rewrite {
      switch finding.remedy {
      case .ownAttendee: result[index] = .namesGuests(part: message.parts[part].id)
      case .removeContent(part, _), .appendReason: result[index] = .unchangeable(part: message.parts[part].id)
      default: continue
      }
    }
    return result
  }

  private func obstacles(of rules: Set<RuleID>, _ findings: [Finding]) -> [Int: Obstacle] {
    var result: [Int: Obstacle] = [:]
    for (index, finding) in findings.enumerated() where finding.action == .rewrite && rules.contains(finding.rule) {
      result[index] = .stillThere
    }
    return result
  }
}

extension VariantBuilder.Group {
  /// Groups of one kind differ only in whose own mailbox To or an invitation shows, each of which was read back when it
  /// was made, and in a token; so one of them is read a second time for all.
  fileprivate var kind: Self {
    let ownView: DestinationView = if case .own = view { .own("") } else { view }
    let ownGuest: GuestView? = if case .own = guests { .own("") } else { guests }
    return Self(audiences: audiences, view: ownView, guests: ownGuest, unsubscribes: unsubscribes.map { _ in "" })
  }
}
