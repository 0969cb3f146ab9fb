internal import Digests
package import MailSyntax

/// The key under which addresses stand in the audit log, and the hashes it makes.
///
/// The log names nobody, and yet whoever has the key can ask it about an address. The hashes are pseudonyms, not
/// anonymous: who has the key can try addresses. So the key lies in the folder that its owner alone may enter.
package struct AddressKey: Sendable {
  private let key: [UInt8]

  /// 256 bits, as long as the digest. RFC 2104 §3.
  static let octetCount = 32
  /// 64 bits of the code, in hexadecimal: two of a million addresses have the same once in 10^7 logs.
  private static let hashOctets = 8

  init(_ octets: [UInt8]) { key = octets }

  /// The hash of an address, the same for every spelling of a mailbox. HMAC-SHA256, RFC 2104.
  package func hash(of address: AddrSpec) -> String {
    let code = HMAC.code(of: Array(address.comparisonKey.utf8), key: key)
    return Hexadecimal.text(of: code.prefix(Self.hashOctets))
  }

  /// The key of a folder; nil where there is none yet.
  init?(in folder: AuditFolder) throws(SystemError) {
    guard let octets = try folder.octets(of: folder.keyPath, limit: Self.octetCount + 1),
      octets.count == Self.octetCount
    else { return nil }
    self.init(octets)
  }

  /// The key of a folder, made if there is none. To be called by who holds the log's lock.
  static func made(in folder: AuditFolder) throws(SystemError) -> AddressKey {
    if let key = try AddressKey(in: folder) { return key }
    let fileSystem = folder.fileSystem
    // A crash may have left a part of one, under which nothing was written yet.
    try? fileSystem.unlink(folder.keyPath)
    var generator = SystemRandomNumberGenerator()
    let octets = (0..<octetCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let descriptor = try fileSystem.open(folder.keyPath, .create)
    defer { try? fileSystem.close(descriptor) }
    try fileSystem.writeAll(octets, to: descriptor)
    try fileSystem.synchronise(descriptor)
    try fileSystem.synchroniseFolder(folder.path)
    return AddressKey(octets)
  }
}
