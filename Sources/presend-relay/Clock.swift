internal import Glibc

/// The machine's clocks, in seconds.
enum Clock {
  static func secondsSince1970() -> Int { read(CLOCK_REALTIME) }

  /// Never goes back.
  static func steadySeconds() -> Int { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec
  }
}
