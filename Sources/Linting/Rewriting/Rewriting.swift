import MailSyntax
import Policy

/// What the findings of one message ask of the rewriter, each checked against what may be changed.
struct Rewriting {
  /// How the recipients are concealed from each other; nil to leave the destination fields.
  private(set) var concealment: ListRewrite?
  private(set) var addsListUnsubscribe = false
  /// Whether each copy of an invitation names its own guest alone.
  private(set) var cutsInvitations = false
  /// The texts to which the organisation's reason is appended, as indices into `Message.parts`.
  private(set) var reasonParts: Set<Int> = []
  /// What is taken out, and for whom.
  private(set) var audiences: [Audience] = []
  /// What stands against a mend, by index of the finding.
  private(set) var obstacles: [Int: Obstacle] = [:]

  /// Recipients who have not consented, and what is taken out of their copies. Findings that name the same recipients
  /// share one, so that its cost does not grow with recipients times findings.
  struct Audience {
    /// As the findings name them; empty for everybody.
    let recipients: [AddrSpec]
    private let keys: Set<String>
    /// Ranges of decoded text by index of the part.
    fileprivate(set) var content: [Int: [OctetRange]] = [:]
    /// Indices into `Message.fields`.
    fileprivate(set) var fields: [Int] = []
    /// New bodies by index into `Message.fields`.
    fileprivate(set) var bodies: [Int: String] = [:]

    init(recipients: [AddrSpec]) {
      self.recipients = recipients
      keys = Set(recipients.map(\.comparisonKey))
    }

    func contains(_ key: String) -> Bool { recipients.isEmpty || keys.contains(key) }
  }

  private let message: Message
  private let ownBodies: [Int]
  private let protection: Protection
  private let organisation: Organisation
  private let invitations: InvitationCopies?
  private let unsubscribe: UnsubscribeField?
  private let recipients: [AddrSpec]
  /// Kept by part: a body may have a finding at every tag.
  private var bodyObstacles: [Int: Obstacle?] = [:]

  /// - Parameters:
  ///   - ownBodies: the parts that are shown as the message's own text.
  ///   - unsubscribe: the configured field; nil for none.
  ///   - invitations: the message's, where a finding asks to cut them.
  ///   - listRewrite: how a rule conceals the recipients, from the settings.
  init(
    _ findings: [Finding], message: Message, ownBodies: [Int], protection: Protection, organisation: Organisation,
    invitations: InvitationCopies?, unsubscribe: UnsubscribeField?, recipients: [AddrSpec],
    listRewrite: (RuleID) -> ListRewrite
  ) {
    self.message = message
    self.ownBodies = ownBodies
    self.protection = protection
    self.organisation = organisation
    self.invitations = invitations
    self.unsubscribe = unsubscribe
    self.recipients = recipients
    for (index, finding) in findings.enumerated() where finding.action == .rewrite {
      obstacles[index] = take(finding, listRewrite)
    }
  }

  /// What differs between recipients: the audiences that this one belongs to.
  func audiences(of key: String) -> [Int] {
    audiences.indices.filter { audiences[$0].contains(key) }
  }

  /// Notes what a finding asks for; gives back what stands against it.
  private mutating func take(_ finding: Finding, _ listRewrite: (RuleID) -> ListRewrite) -> Obstacle? {
    switch finding.remedy {
    case nil:
      return .noRemedy
    case .concealRecipients:
      let wish = listRewrite(finding.rule)
      // Of two rules' wishes the one that shows less wins: no mailbox at all.
      concealment = concealment == .bcc ? .bcc : wish
      return protection.obstacle(
        toChangingDestinationFields:
          Concealment.destinationFields(of: message) + Concealment.repeatingFields(of: message))
    case .ownAttendee:
      guard let invitations else { return .noRemedy }
      cutsInvitations = true
      for part in invitations.parts {
        if let obstacle = bodyObstacle(part) { return obstacle }
      }
      return invitations.obstacle
    case .removeContent(let part, let ranges):
      audiences[audience(of: finding)].content[part, default: []] += ranges
      return bodyObstacle(part)
    case .removeField(let field):
      audiences[audience(of: finding)].fields.append(field)
      return protection.obstacle(toRemovingField: field)
    case .setField(let field, let body):
      audiences[audience(of: finding)].bodies[field] = body
      return protection.obstacle(toRemovingField: field)
    case .addListUnsubscribe:
      addsListUnsubscribe = true
      guard let unsubscribe else { return .notConfigured("organisation: list-unsubscribe") }
      guard unsubscribe.isComplete(for: recipients) else { return .noToken }
      return unsubscribe.names.contains(where: protection.dkim.coversAbsence) ? .signedByDKIM : nil
    case .appendReason:
      return appendReason(for: finding)
    }
  }

  /// The reason goes where it was found missing; where the finding names no text of its own, everywhere.
  private mutating func appendReason(for finding: Finding) -> Obstacle? {
    guard organisation.reasonSentence != nil else { return .notConfigured("organisation: reason") }
    guard !ownBodies.isEmpty else { return .noRemedy }
    let named = ownBodies.filter { message.parts[$0].id == finding.place.part }
    let parts = named.isEmpty ? ownBodies : named
    reasonParts.formUnion(parts)
    for part in parts {
      if let obstacle = bodyObstacle(part) { return obstacle }
    }
    return nil
  }

  private mutating func audience(of finding: Finding) -> Int {
    if let index = audiences.lastIndex(where: { $0.recipients == finding.recipients }) { return index }
    audiences.append(Audience(recipients: finding.recipients))
    return audiences.count - 1
  }

  private mutating func bodyObstacle(_ part: Int) -> Obstacle? {
    if let known = bodyObstacles[part] { return known }
    let obstacle = protection.obstacle(toChangingBodyOf: part)
    bodyObstacles[part] = .some(obstacle)
    return obstacle
  }
}
