/// When to try again, and when to tell the sender. All times in seconds.
package struct RetrySchedule: Sendable, Hashable {
  /// The pauses after the first attempts; the last one is kept from then on. RFC 5321 §4.5.4.1 asks for 30
  /// minutes "in general"; the first are shorter, since a smarthost that restarts or greylists is back in minutes.
  package var pauses: [Int] = [5 * 60, 10 * 60, 20 * 60, 40 * 60, 60 * 60]
  /// The share of a pause by which it may be longer or shorter, so that what failed together does not return together.
  package var jitter = 0.1
  /// After the final dot was sent without a reply the smarthost may still be at work on the message: RFC 5321
  /// §4.5.3.2.6 gives it 10 minutes, and a second copy is worse than a late one.
  package var inDoubtPause = 30 * 60
  /// When the sender is told that the message is late.
  package var delayNotice = 4 * 3600
  /// When to give up. RFC 5321 §4.5.4.1: "generally needs to be at least 4-5 days".
  package var lifetime = 5 * 24 * 3600

  package init() {}

  /// The time of the next attempt.
  /// - Parameters:
  ///   - attempts: how many have been made, this one included.
  ///   - chance: evenly distributed from 0 to 1.
  package func nextAttempt(after now: Int, attempts: Int, chance: Double) -> Int {
    guard let last = pauses.last else { return now }
    let index = max(attempts, 1) - 1
    let pause = Double(index < pauses.count ? pauses[index] : last)
    return now + Int(pause * (1 + jitter * (2 * chance - 1)))
  }
}
