internal import Glibc

/// Waits until one of the files below some paths changes, comes or goes.
///
/// It looks at the files' times instead of asking the kernel to tell: that works on every file system (network mounts,
/// shared folders of virtual machines), sees new folders, and costs a few milliseconds for a thousand files.
struct FileWatch {
  /// Fast enough to feel immediate, slow enough to cost nothing.
  private static let intervalMicroseconds: useconds_t = 300_000
  /// A file is looked at again once its writer has let go of it: editors write in several steps.
  private static let settlingMicroseconds: useconds_t = 50_000

  let paths: [String]
  /// Further files that count: the configuration, the baseline.
  let others: [String]
  private var seen: [String: Stamp]

  private struct Stamp: Equatable {
    let seconds: Int
    let nanoseconds: Int
    let size: Int
    let inode: UInt
  }

  init(paths: [String], others: [String]) {
    self.paths = paths
    self.others = others
    seen = Self.stamps(paths, others)
  }

  /// Comes back when something has changed.
  mutating func wait() {
    while true {
      usleep(Self.intervalMicroseconds)
      var now = Self.stamps(paths, others)
      guard now != seen else { continue }
      while true {
        usleep(Self.settlingMicroseconds)
        let later = Self.stamps(paths, others)
        if later == now { break }
        now = later
      }
      seen = now
      return
    }
  }

  private static func stamps(_ paths: [String], _ others: [String]) -> [String: Stamp] {
    var stamps: [String: Stamp] = [:]
    for path in FileFinder.files(below: paths).found.map(\.path) + others where path != "-" {
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      stamps[path] = Stamp(
        seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, size: Int(status.st_size),
        inode: UInt(status.st_ino))
    }
    return stamps
  }
}
