import MailSyntax
import Policy

/// What the findings of one message ask of the rewriter, each checked against what may be changed.
struct Rewriting {
  /// How the recipients are concealed from each other; nil to leave the destination fields.
  private(set) var concealment: ListRewrite?
  private(set) var addsListUnsubscribe = false
  private(set) var appendsReason = false
  /// What is taken out for those whom it concerns.
  private(set) var removals: [Removal] = []
  /// What stands against a mend, by index of the finding.
  private(set) var obstacles: [Int: Obstacle] = [:]

  /// Something that is taken out of the copies of those without consent.
  struct Removal {
    enum Target {
      case content(part: Int, ranges: [OctetRange])
      case field(Int)
    }
    let target: Target
    /// `AddrSpec.comparisonKey` of those whom it concerns; nil for everybody.
    let keys: Set<String>?

    func concerns(_ key: String) -> Bool { keys?.contains(key) ?? true }
  }

  /// - Parameter listRewrite: how a rule conceals the recipients, from the settings.
  init(
    _ findings: [Finding], message: Message, ownBodies: [Int], protection: Protection, organisation: Organisation,
    listRewrite: (RuleID) -> ListRewrite
  ) {
    for (index, finding) in findings.enumerated() where finding.action == .rewrite {
      let obstacle: Obstacle?
      switch finding.remedy {
      case nil:
        obstacle = .noRemedy
      case .concealRecipients:
        obstacle = protection.obstacle(toChangingDestinationFields: Concealment.destinationFields(of: message))
        conceal(listRewrite(finding.rule))
      case .removeContent(let part, let ranges):
        obstacle = protection.obstacle(toChangingBodyOf: part)
        remove(.content(part: part, ranges: ranges), for: finding)
      case .removeField(let field):
        obstacle = protection.obstacle(toRemovingField: field)
        remove(.field(field), for: finding)
      case .addListUnsubscribe:
        obstacle = Self.obstacle(toListUnsubscribe: organisation, protection: protection)
        addsListUnsubscribe = true
      case .appendReason:
        obstacle = Self.obstacle(toReason: organisation, ownBodies: ownBodies, protection: protection)
        appendsReason = true
      }
      obstacles[index] = obstacle
    }
  }

  /// What differs between recipients: the removals that concern this one, as indices into `removals`.
  func removals(for key: String) -> [Int] {
    removals.indices.filter { removals[$0].concerns(key) }
  }

  /// Of two rules' wishes the one that shows less wins: no To at all.
  private mutating func conceal(_ wish: ListRewrite) {
    concealment = concealment == .bcc ? .bcc : wish
  }

  private mutating func remove(_ target: Removal.Target, for finding: Finding) {
    let keys = finding.recipients.isEmpty ? nil : Set(finding.recipients.map(\.comparisonKey))
    removals.append(Removal(target: target, keys: keys))
  }

  private static func obstacle(toListUnsubscribe organisation: Organisation, protection: Protection) -> Obstacle? {
    guard organisation.listUnsubscribe != nil else { return .notConfigured("organisation: list-unsubscribe") }
    return protection.dkim.coversAbsence(of: "List-Unsubscribe") ? .signedByDKIM : nil
  }

  private static func obstacle(
    toReason organisation: Organisation, ownBodies: [Int], protection: Protection
  ) -> Obstacle? {
    guard organisation.reasonSentence != nil else { return .notConfigured("organisation: reason") }
    guard !ownBodies.isEmpty else { return .noRemedy }
    return ownBodies.lazy.compactMap(protection.obstacle(toChangingBodyOf:)).first
  }
}
