internal import Glibc

/// Files that fit in memory: the configuration, a password.
enum SmallFile {
  /// No configuration is larger: 16 MiB.
  private static let maximumOctets = 16 << 20

  struct Unreadable: Error, CustomStringConvertible {
    let path: String
    let reason: String
    var description: String { "\(path): \(reason)" }
  }

  static func read(_ path: String) throws(Unreadable) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Unreadable(path: path, reason: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return octets }
      if count < 0 {
        if errno == EINTR { continue }
        throw Unreadable(path: path, reason: String(cString: strerror(errno)))
      }
      octets += buffer[..<count]
      if octets.count > maximumOctets { throw Unreadable(path: path, reason: "larger than 16 MiB") }
    }
  }
}
