internal import Glibc

/// The machine's clocks, in seconds.
enum Clock {
  static func secondsSince1970() -> Int { read(CLOCK_REALTIME) }

  /// Never goes back, whatever is done to the time of day, and goes on while the machine sleeps.
  static func steadySeconds() -> Int { read(CLOCK_BOOTTIME) }

  private static func read(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec
  }
}
