internal import Glibc

/// A clock that no change of the time of day moves. It goes on while the machine sleeps, as the world outside does.
package enum SteadyClock {
  package static func seconds() -> Int { milliseconds() / 1_000 }

  static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
