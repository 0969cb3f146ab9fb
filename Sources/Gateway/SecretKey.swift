internal import Digests
internal import Glibc
internal import MailQueue

/// The key under which a folder's memory is hashed, kept beside it.
package struct SecretKey {
  private let key: [UInt8]

  /// 256 bits, as long as the digest. RFC 2104 §3.
  private static let octetCount = 32

  /// A key for this process alone.
  package init() { key = Self.random() }

  /// - Parameter makes: whether one is made where there is none, with its folder.
  /// - Returns: nil where there is none, or none can be made.
  init?(path: String, makes: Bool) {
    if let octets = try? FileReading.octets(of: path, limit: Self.octetCount), octets.count == Self.octetCount {
      key = octets
      return
    }
    guard makes, let slash = path.lastIndex(of: "/") else { return nil }
    let directory = String(path[..<slash])
    // For the group that hands in mail, as the spool's folders.
    if mkdir(directory, 0o770) == 0 { chmod(directory, 0o2770) }
    let octets = Self.random()
    // Of two that make one at once, both use the one that was first; what is signed with a key outlasts a power cut.
    FileWriting.make(path, with: octets)
    guard let made = try? FileReading.octets(of: path, limit: Self.octetCount), made.count == Self.octetCount else {
      return nil
    }
    key = made
  }

  private static func random() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<octetCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// Hexadecimal, as a file's name.
  package func name(of octets: [UInt8]) -> String {
    Hexadecimal.text(of: HMAC.code(of: octets, key: key))
  }

  /// All 256 bits.
  func code(of octets: [UInt8]) -> [UInt8] { HMAC.code(of: octets, key: key) }

  /// The first 64 bits.
  func hash(_ octets: [UInt8]) -> UInt64 {
    HMAC.code(of: octets, key: key).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
