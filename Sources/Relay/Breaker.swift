/// Whether a smarthost is to be asked: after a failure it is left alone for a while, and then asked once.
struct Breaker {
  private var failuresInRow = 0
  private var openUntil: Int?

  /// After the first failure in a row; doubled up to the maximum. In seconds.
  static let firstPause = 15
  static let maximumPause = 300

  /// - Parameter now: seconds of any steady clock.
  func isOpen(at now: Int) -> Bool { (openUntil ?? now) > now }

  /// When it may be asked again; nil if nothing keeps from asking.
  var end: Int? { openUntil }

  /// It was reached.
  mutating func close() { self = Breaker() }

  /// It failed.
  /// - Returns: for how many seconds it is left alone.
  @discardableResult mutating func open(at now: Int) -> Int {
    let pause = min(Self.firstPause << min(failuresInRow, 8), Self.maximumPause)
    failuresInRow += 1
    openUntil = now + pause
    return pause
  }

  /// Something other than the smarthost is in the way.
  mutating func open(until end: Int) { openUntil = end }
}
