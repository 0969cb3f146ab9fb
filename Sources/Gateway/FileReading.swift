internal import Glibc

/// Reads whole files.
enum FileReading {
  /// What `check` and `inspect` read at most: twice what the largest receivers take, so that nobody exhausts the memory.
  static let maximumCheckedOctets = 100 << 20

  /// Why a file cannot be read.
  struct Problem: Error, CustomStringConvertible {
    let path: String
    let reason: String
    var description: String { "\(path): \(reason)" }
  }

  /// - Parameters:
  ///   - path: "-" reads standard input.
  ///   - limit: octets; a larger file is a problem that says so.
  static func octets(of path: String, limit: Int) throws(Problem) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Problem(path: path, reason: String(cString: strerror(errno))) }
    defer { if path != "-" { close(descriptor) } }
    var input = StandardInput(descriptor: descriptor)
    guard let octets = input.readAll(limit: limit) else {
      throw Problem(path: path, reason: "larger than the limit of \(limit) octets")
    }
    if let reason = input.failureReason { throw Problem(path: path, reason: reason) }
    return octets
  }
}
