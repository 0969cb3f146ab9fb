import MailContent
import MailSyntax
import Policy

/// Takes out of a template's findings what its comments ask to ignore, and tells which of the comments do nothing.
struct Ignoring {
  private(set) var kept: [Finding] = []
  private(set) var ignored: [IgnoredFinding] = []
  /// One for each rule that a comment names and that was not found where the comment looks.
  private(set) var unused: [Hit] = []

  /// - Complexity: O(findings × directives); a file has few of either.
  init(_ findings: [Finding], _ directives: IgnoreDirectives, known: Set<RuleID>, _ examination: Examination) {
    guard directives.all.contains(where: { $0.directive.counts }) else {
      kept = findings
      return
    }
    var isUsed: Set<Use> = []
    for finding in findings {
      let start = finding.place.octets.lowerBound
      let covering = directives.all.indices.filter { index in
        let placed = directives.all[index]
        return placed.directive.counts && placed.directive.rules.contains(finding.rule)
          && placed.covered?.contains(start) ?? false && known.contains(finding.rule)
      }
      for index in covering { isUsed.insert(Use(directive: index, rule: finding.rule)) }
      if let first = covering.first {
        ignored.append(
          IgnoredFinding(finding: finding, ground: .comment(reason: directives.all[first].directive.reason)))
      } else {
        kept.append(finding)
      }
    }
    guard examination.context.tellsUnusedIgnores else { return }
    for (index, placed) in directives.all.enumerated() where placed.directive.counts && placed.directive.scope != .end {
      for rule in placed.directive.rules where known.contains(rule) {
        guard !isUsed.contains(Use(directive: index, rule: rule)) else { continue }
        unused.append(hit(rule, placed.directive, findings, examination))
      }
    }
  }

  private struct Use: Hashable {
    let directive: Int
    let rule: RuleID
  }

  private func hit(
    _ rule: RuleID, _ directive: IgnoreDirective, _ findings: [Finding], _ examination: Examination
  ) -> Hit {
    let body = examination.reading.bodies[0]
    let elsewhere = findings.first { $0.rule == rule }.map { finding in
      LineIndex(body.octets).line(of: finding.place.octets.lowerBound)
    }
    return Hit(
      message: elsewhere == nil ? "finding" : "elsewhere",
      values: ["rule": rule.description, "line": elsewhere.map(String.init) ?? ""],
      place: Place(part: nil, octets: directive.comment.range),
      evidence: Hit.evidence(body.octets[directive.comment.range]))
  }
}
