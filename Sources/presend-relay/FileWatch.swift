internal import Glibc

/// Notices that files were changed or replaced.
struct FileWatch {
  private let paths: [String]
  private var last: [Stamp?]

  private struct Stamp: Equatable {
    var device: dev_t
    var inode: ino_t
    var size: off_t
    var seconds: Int
    var nanoseconds: Int
  }

  init(_ paths: [String]) {
    self.paths = paths
    last = paths.map(Self.stamp)
  }

  /// Whether any file is another than when last asked. Cost: one system call for each.
  mutating func hasChanged() -> Bool {
    let now = paths.map(Self.stamp)
    defer { last = now }
    return now != last
  }

  private static func stamp(_ path: String) -> Stamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Stamp(
      device: status.st_dev, inode: status.st_ino, size: status.st_size, seconds: status.st_mtim.tv_sec,
      nanoseconds: status.st_mtim.tv_nsec)
  }
}
