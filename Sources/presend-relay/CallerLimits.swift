internal import Glibc

/// Limits that came from the program that queued a message and started this one (setrlimit(2)).
enum CallerLimits {
  /// A relay needs a batch of entries and their journals for each connection, the log, sockets and what libcurl opens.
  private static let leastDescriptors: rlim_t = 256

  /// Whether they are too tight to serve a whole queue: who stays on keeps others from starting, and would fail with
  /// its limits at what they could do. Soft limits are raised first.
  static var areTight: Bool {
    let files = raised(RLIMIT_FSIZE)
    let descriptors = raised(RLIMIT_NOFILE)
    let seconds = raised(RLIMIT_CPU)
    return files != rlim_t.max || seconds != rlim_t.max || descriptors < leastDescriptors
  }

  /// The limit after the soft one was raised to the hard one; the greatest number is none (RLIM_INFINITY).
  private static func raised(_ resource: __rlimit_resource) -> rlim_t {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else { return .max }
    if limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = limit.rlim_max
      setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    }
    return limit.rlim_cur
  }
}
