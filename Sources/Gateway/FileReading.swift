internal import Glibc

/// Reads whole files.
package enum FileReading {
  /// What `check` and `inspect` read at most: twice what the largest receivers take, so that nobody exhausts the
  /// memory.
  package static let maximumCheckedOctets = 100 << 20

  /// Why a file cannot be read.
  package struct Problem: Error, CustomStringConvertible {
    let path: String
    package let reason: String
    package var description: String { "\(path): \(reason)" }
  }

  /// Reads regular files only: a FIFO would keep its reader waiting for somebody to write, a device never ends.
  /// - Parameters:
  ///   - path: "-" reads standard input; a descriptor that is open already, as a shell's `<(command)`, may be a pipe
  ///     too.
  ///   - limit: octets; a larger file is a problem that says so.
  package static func octets(of path: String, limit: Int) throws(Problem) -> [UInt8] {
    let isOpen = path == "-" || openDescriptors.contains(where: path.hasPrefix)
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | (isOpen ? 0 : O_NONBLOCK)
    let descriptor = path == "-" ? STDIN_FILENO : open(path, flags)
    guard descriptor >= 0 else { throw Problem(path: path, reason: reason(forOpening: path)) }
    defer { if path != "-" { close(descriptor) } }
    guard isOpen || isRegular(descriptor) else { throw Problem(path: path, reason: noFile) }
    var input = StandardInput(descriptor: descriptor)
    guard let octets = input.readAll(limit: limit) else {
      throw Problem(path: path, reason: "larger than the limit of \(limit) octets")
    }
    if let reason = input.failureReason { throw Problem(path: path, reason: reason) }
    return octets
  }

  private static let openDescriptors = ["/dev/fd/", "/dev/stdin", "/proc/self/fd/"]
  private static let noFile =
    "no file, but a pipe, socket or device; give the path of a file, or - to read standard input"

  /// A folder can be opened and then not be read; that reason is read(2)'s.
  private static func isRegular(_ descriptor: Int32) -> Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFREG || status.st_mode & S_IFMT == S_IFDIR
  }

  /// A socket cannot be opened at all.
  private static func reason(forOpening path: String) -> String {
    errno == ENXIO ? noFile : String(cString: strerror(errno))
  }
}
