import MailContent
import MailSyntax
import Policy

/// Finds comments that ask for something to be ignored and cannot be followed: no rule, no reason, a name that nobody
/// knows.
struct MalformedIgnoreCheck: Check {
  /// The rules that can be ignored.
  let known: Set<RuleID>
  /// The rules that judge such comments, and cannot be ignored by one.
  let others: Set<RuleID>

  func hits(in examination: Examination) -> [Hit] {
    let directives = IgnoreDirectives(examination, known: known).all.map(\.directive)
    guard !directives.isEmpty else { return [] }
    let octets = examination.reading.bodies[0].octets
    return directives.flatMap { directive in
      directive.faults.map { fault in
        let (message, values) = text(of: fault)
        return Hit(
          message: message, values: values, place: Place(part: nil, octets: directive.comment.range),
          evidence: Hit.evidence(octets[directive.comment.range]))
      }
    }
  }

  private func text(of fault: IgnoreDirective.Fault) -> (message: String, values: [String: String]) {
    switch fault {
    case .noRules: return ("rules", [:])
    case .noReason: return ("reason", [:])
    case .singleHyphen: return ("hyphen", [:])
    case .unclosed: return ("unclosed", [:])
    case .unopened: return ("unopened", [:])
    case .unknownDirective(let name):
      let names = IgnoreDirective.Scope.allCases.map { "\(IgnoreDirective.mark)-\($0.rawValue)" }
      return (
        "directive", ["name": name, "nearest": NearestName.of(name, among: names) ?? names.joined(separator: ", ")]
      )
    case .unknownRule(let rule) where others.contains(rule): return ("fixed", ["rule": rule.description])
    case .unknownRule(let rule):
      guard let nearest = NearestName.of(rule.description, among: known.map(\.description).sorted()) else {
        return ("rule", ["rule": rule.description])
      }
      return ("near", ["rule": rule.description, "nearest": nearest])
    }
  }
}

/// Stands for the rule whose findings come last: which comments ignore nothing is known when all else is found.
struct UnusedIgnoreCheck: Check {
  func hits(in examination: Examination) -> [Hit] { [] }
}
