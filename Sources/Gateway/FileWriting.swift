internal import Glibc

/// Small files that are a memory, not a proof: written without waiting for the disk.
enum FileWriting {
  /// Whole or not at all, by renaming; what cannot be written is left.
  static func replace(_ path: String, with octets: [UInt8]) {
    let temporary = "\(path).\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o660)
    guard descriptor >= 0 else { return }
    _ = fchmod(descriptor, 0o660)
    Terminal.write(octets, to: descriptor)
    close(descriptor)
    if rename(temporary, path) != 0 { unlink(temporary) }
  }
}
