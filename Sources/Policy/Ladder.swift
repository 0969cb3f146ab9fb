/// What becomes of an action where a sender does the same again: one rung up for each time from a certain one on (warn,
/// rewrite, hold, reject), and down again as the times pass out of the window.
///
/// It keeps nothing: the rung follows from when the sender's earlier findings were, so it is the same for every program
/// that asks.
package struct Ladder: Sendable, Hashable {
  /// From which finding within the window on; the first is 1. 0 for never.
  package let start: Int
  /// How long a finding counts, in seconds.
  package let window: Int

  /// A day.
  static let usualWindow = 86_400

  package init(from start: Int, within window: Int = usualWindow) {
    self.start = start
    self.window = window
  }

  /// How many rungs up a finding is.
  /// - Parameter ages: seconds since each of the sender's earlier messages with a finding of the rule.
  package func rungs(after ages: [Int]) -> Int {
    guard start > 0 else { return 0 }
    return max(ages.count { $0 < window } + 2 - start, 0)
  }
}

extension Action {
  /// So many rungs up; `off` stays what it is, and nothing is stricter than `reject`.
  package func raised(by rungs: Int) -> Action {
    let ladder: [Action] = [.warn, .rewrite, .hold, .reject]
    guard let place = ladder.firstIndex(of: self) else { return self }
    return ladder[min(place + max(rungs, 0), ladder.count - 1)]
  }
}
