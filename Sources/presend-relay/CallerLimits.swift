internal import Glibc

/// Limits that came from the program that queued a message and started this one (setrlimit(2)).
enum CallerLimits {
  /// What one connection may have open: the entries of two batches of 32, one that is sent and one that is made ready,
  /// and their journals.
  private static let descriptorsPerConnection: rlim_t = 2 * 32 * 2
  /// Entries that are being closed, the log, sockets and what libcurl opens.
  private static let otherDescriptors: rlim_t = 192

  /// Whether they are too tight to serve a whole queue: who stays on keeps others from starting, and would fail with
  /// its limits at what they could do. Soft limits are raised first.
  static var areTight: Bool {
    let files = raised(RLIMIT_FSIZE)
    let descriptors = raised(RLIMIT_NOFILE)
    let seconds = raised(RLIMIT_CPU)
    return files != rlim_t.max || seconds != rlim_t.max || descriptors < descriptorsPerConnection + otherDescriptors
  }

  /// So many connections that no entry fails for want of a descriptor: at least one, at most as configured. The usual
  /// soft limit of 1,024 would be too low for many; it is raised first.
  static func connections(atMost configured: Int) -> Int {
    let left = raised(RLIMIT_NOFILE).subtractingReportingOverflow(otherDescriptors)
    let possible = left.overflow ? 0 : left.partialValue / descriptorsPerConnection
    return max(1, min(configured, Int(clamping: possible)))
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
