internal import Glibc

/// Writing that must not be lost silently: a short write or a full disk is an error.
enum WholeWrite {
  /// The system's reason.
  struct Failure: Error, CustomStringConvertible {
    let code: Int32
    var description: String { String(cString: strerror(code)) }
  }

  static func write(_ octets: [UInt8], to descriptor: Int32) throws(Failure) {
    var written = 0
    while written < octets.count {
      let count = octets.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Failure(code: errno) }
      written += count
    }
  }
}
