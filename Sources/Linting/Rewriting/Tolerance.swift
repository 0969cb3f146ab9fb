import Policy

/// What was found and is only warned of, by configuration or because it could not be mended: the second reading finds
/// it again. Another finding of the same rule, which the mend itself may have brought about, is none of it.
struct Tolerance {
  /// A finding in whichever reading: its octets move when others are edited, its part and evidence do not.
  private struct Sight: Hashable {
    let rule: RuleID
    let part: String?
    let evidence: String

    init(_ finding: Finding) {
      rule = finding.rule
      part = finding.place.part
      evidence = finding.evidence
    }
  }

  private let warned: Set<Sight>

  init(_ findings: [Finding]) {
    let isWarned = { (finding: Finding) in finding.action == .warn || finding.action == .off }
    let others = findings.filter { !isWarned($0) }
    warned = Set(findings.filter(isWarned).map(Sight.init)).subtracting(others.map(Sight.init))
  }

  func covers(_ finding: Finding) -> Bool { warned.contains(Sight(finding)) }
}
