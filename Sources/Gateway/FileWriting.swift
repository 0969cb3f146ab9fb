internal import Glibc

/// Small files beside the queue.
enum FileWriting {
  /// Whole or not at all, by renaming; what cannot be written is left.
  static func replace(_ path: String, with octets: [UInt8]) {
    guard let temporary = write(octets, near: path, isDurable: false) else { return }
    if rename(temporary, path) != 0 { unlink(temporary) }
  }

  /// Whole and on disk, unless there is a file already, which stays; what cannot be written is left.
  static func make(_ path: String, with octets: [UInt8]) {
    guard let temporary = write(octets, near: path, isDurable: true) else { return }
    link(temporary, path)
    unlink(temporary)
    guard let slash = path.lastIndex(of: "/") else { return }
    let folder = open(String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// - Returns: the temporary file's path; nil where it cannot be written.
  private static func write(_ octets: [UInt8], near path: String, isDurable: Bool) -> String? {
    let temporary = "\(path).\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o660)
    guard descriptor >= 0 else { return nil }
    _ = fchmod(descriptor, 0o660)
    Terminal.write(octets, to: descriptor)
    if isDurable { fsync(descriptor) }
    close(descriptor)
    return temporary
  }
}
