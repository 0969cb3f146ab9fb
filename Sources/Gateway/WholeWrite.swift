internal import Glibc

/// Writing that must not be lost silently: a short write or a full disk is an error.
package enum WholeWrite {
  /// The system's reason.
  package struct Failure: Error, CustomStringConvertible {
    let code: Int32
    package var description: String { String(cString: strerror(code)) }
  }

  package static func write(_ octets: [UInt8], to descriptor: Int32) throws(Failure) {
    var written = 0
    while written < octets.count {
      let count = octets.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Failure(code: errno) }
      written += count
    }
  }

  /// Writes a file so that readers see the old content or the new, never a part of it: beside it, then by renaming.
  /// What is no regular file (a pipe, a terminal) is written to as it is; a link is followed.
  package static func replace(_ path: String, with octets: [UInt8]) throws(Failure) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      return try write(octets, opening: path, flags: O_WRONLY | O_CLOEXEC, mode: 0)
    }
    let target = realpath(path, nil)
    defer { free(target) }
    let final = target.map { String(cString: $0) } ?? path
    let temporary = "\(final).\(getpid())"
    do throws(Failure) {
      try write(octets, opening: temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode: 0o666)
      if rename(temporary, final) != 0 { throw Failure(code: errno) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func write(
    _ octets: [UInt8], opening path: String, flags: Int32, mode: mode_t
  ) throws(Failure) {
    let descriptor = open(path, flags, mode)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    defer { close(descriptor) }
    try write(octets, to: descriptor)
  }
}
