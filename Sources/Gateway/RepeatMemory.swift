internal import Linting
internal import Policy

/// Remembers when a sender broke the rules that escalate: the times, one file for each sender and rule.
struct RepeatMemory {
  private let memories: [SenderMemory]
  private let windows: [RuleID: Int]

  /// More times than the ladder has rungs are not needed; a window that begins late has so many.
  private static let maximumTimes = 100

  /// - Parameters:
  ///   - memories: of the author and of the reverse-path. Whoever calls chooses the latter, and a script has no other
  ///     than the machine's; the one that remembers more counts.
  ///   - windows: for how many seconds a finding counts, by rule; nothing is read or written for others, so usually
  ///     nothing at all.
  init(_ memories: [SenderMemory], windows: [RuleID: Int]) {
    self.memories = memories
    self.windows = windows
  }

  /// By rule, the seconds since each message with a finding.
  func recentFindings(at now: Int) -> [RuleID: [Int]] {
    var ages: [RuleID: [Int]] = [:]
    for (rule, window) in windows {
      let times = memories.map { Self.times(of: rule, in: $0, since: now - window, at: now) }
      if let most = times.max(by: { $0.count < $1.count }), !most.isEmpty { ages[rule] = most.map { now - $0 } }
    }
    return ages
  }

  /// Remembers the rules that a message broke; notes do not count.
  func record(_ judgement: Judgement, at now: Int) {
    for (rule, window) in windows where judgement.findings.contains(where: { $0.rule == rule && $0.severity > .note }) {
      for memory in memories {
        let times = Self.times(of: rule, in: memory, since: now - window, at: now) + [now]
        memory.keep(times.suffix(Self.maximumTimes).map(String.init), under: rule.description)
      }
    }
  }

  private static func times(of rule: RuleID, in memory: SenderMemory, since start: Int, at now: Int) -> [Int] {
    memory.lines(of: rule.description).compactMap { Int($0) }.filter { $0 > start && $0 <= now }
  }
}
