import MailContent
import MailSyntax
import Policy

/// Takes out of a template's findings what its comments ask to ignore, and tells which of the comments do nothing.
struct Ignoring {
  private(set) var kept: [Finding] = []
  private(set) var ignored: [IgnoredFinding] = []
  /// One for each rule that a comment names and that was not found where the comment looks.
  private(set) var unused: [Hit] = []

  /// - Complexity: O((findings + directives) × log findings), and O(octets) once where a comment is unused.
  init(_ findings: [Finding], _ directives: IgnoreDirectives, known: Set<RuleID>, _ examination: Examination) {
    let counting = directives.all.indices.filter { directives.all[$0].directive.counts }
    guard !counting.isEmpty else {
      kept = findings
      return
    }
    var rows = Dictionary(grouping: findings.indices) { findings[$0].rule }.mapValues { CoveredFindings($0, findings) }
    /// By finding: the first directive that covers it.
    var covering: [Int?] = Array(repeating: nil, count: findings.count)
    var idle: [(directive: Int, rule: RuleID)] = []
    for index in counting {
      let placed = directives.all[index]
      for rule in placed.directive.rules where known.contains(rule) {
        let isUsed = placed.covered.map { rows[rule]?.holds($0) ?? false } ?? false
        if let covered = placed.covered, isUsed {
          for finding in rows[rule]!.take(covered) { covering[finding] = index }
        } else if placed.directive.scope != .end {
          idle.append((index, rule))
        }
      }
    }
    for (finding, index) in zip(findings, covering) {
      if let index {
        let reason = directives.all[index].directive.reason
        ignored.append(IgnoredFinding(finding: finding, ground: .comment(reason: reason)))
      } else {
        kept.append(finding)
      }
    }
    guard examination.context.tellsUnusedIgnores, !idle.isEmpty else { return }
    let body = examination.reading.bodies[0]
    let lines = LineIndex(body.octets)
    unused = idle.map { directive, rule in
      let elsewhere = rows[rule].map { lines.line(of: $0.first) }
      return Self.hit(rule, directives.all[directive].directive, elsewhere: elsewhere, in: body)
    }
  }

  private static func hit(_ rule: RuleID, _ directive: IgnoreDirective, elsewhere: Int?, in body: Body) -> Hit {
    Hit(
      message: elsewhere == nil ? "finding" : "elsewhere",
      values: ["rule": rule.description, "line": elsewhere.map(String.init) ?? ""],
      place: Place(part: nil, octets: directive.comment.range),
      evidence: Hit.evidence(body.octets[directive.comment.range]))
  }
}

/// The findings of one rule in the order of their places, asked which of them begin in a stretch of the file. Each is
/// handed out once, so that however many comments overlap, all their questions together are linear.
private struct CoveredFindings {
  /// Where they begin, rising; never empty.
  private let starts: [Int]
  private let findings: [Int]
  /// By position: the first from there on that was not handed out, or a position nearer to it.
  private var next: [Int]

  /// - Parameter indices: of the rule's findings; never empty.
  init(_ indices: [Int], _ all: [Finding]) {
    func start(_ index: Int) -> Int { all[index].place.octets.lowerBound }
    findings = indices.sorted { (start($0), $0) < (start($1), $1) }
    starts = findings.map(start)
    next = Array(0...findings.count)
  }

  /// Where the first of them begins.
  var first: Int { starts[0] }

  func holds(_ range: ClosedRange<Int>) -> Bool {
    let position = position(of: range.lowerBound)
    return position < starts.count && starts[position] <= range.upperBound
  }

  /// Those that begin in a range and were not handed out before.
  mutating func take(_ range: ClosedRange<Int>) -> [Int] {
    var taken: [Int] = []
    var position = free(from: position(of: range.lowerBound))
    while position < starts.count, starts[position] <= range.upperBound {
      taken.append(findings[position])
      next[position] = position + 1
      position = free(from: position + 1)
    }
    return taken
  }

  private mutating func free(from start: Int) -> Int {
    var end = start
    while next[end] != end { end = next[end] }
    var position = start
    while next[position] != position { (next[position], position) = (end, next[position]) }
    return end
  }

  /// The position of the first that does not begin before an offset.
  private func position(of offset: Int) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
