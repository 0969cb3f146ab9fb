/// Keeps apart the attempts that any user may ask for (`sendmail -q`): each tries all that was deferred, so that a loop
/// would keep the smarthost, the disk and the journals busy. What is asked too early is done when its time has come.
package struct FlushPace {
  private var isAsked = false
  private var last: Int?

  /// Seconds from one flush to the next.
  package static let pause = 60

  package init() {}

  package mutating func ask() { isAsked = true }

  /// Whether to flush now; then it is done as far as this is concerned.
  /// - Parameter seconds: of a clock that is never set.
  package mutating func isDue(at seconds: Int) -> Bool {
    guard isAsked, last.map({ seconds - $0 >= Self.pause }) ?? true else { return false }
    isAsked = false
    last = seconds
    return true
  }
}
