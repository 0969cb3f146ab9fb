internal import Linting
internal import Policy

/// Remembers for a day how often a sender broke the rules that escalate: the times, one file for each sender and rule.
struct RepeatMemory {
  private let memory: SenderMemory
  private let rules: [RuleID]

  /// More times than any ladder has rungs for are not kept.
  private static let maximumTimes = 100

  /// - Parameter rules: those that escalate; nothing is read or written for others, so usually nothing at all.
  init(_ memory: SenderMemory, rules: [RuleID]) {
    self.memory = memory
    self.rules = rules
  }

  /// By rule, the messages with a finding within the last day.
  func recentFindings(at now: Int) -> [RuleID: Int] {
    var counts: [RuleID: Int] = [:]
    for rule in rules { counts[rule] = times(of: rule, at: now).count }
    return counts.filter { $0.value > 0 }
  }

  /// Remembers the rules that a message broke; notes do not count.
  func record(_ judgement: Judgement, at now: Int) {
    for rule in rules where judgement.findings.contains(where: { $0.rule == rule && $0.severity > .note }) {
      memory.keep((times(of: rule, at: now) + [now]).suffix(Self.maximumTimes).map(String.init), under: rule.description)
    }
  }

  private func times(of rule: RuleID, at now: Int) -> [Int] {
    memory.lines(of: rule.description).compactMap { Int($0) }.filter { $0 > now - SenderMemory.spanSeconds && $0 <= now }
  }
}
