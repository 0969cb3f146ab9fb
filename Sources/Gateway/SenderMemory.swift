internal import Crypto
internal import Glibc
internal import MailSyntax

/// Small files that remember something of a sender for a day, named by keyed hashes, so that the folder tells nobody's
/// address to who has not the key.
///
/// It is a memory, not a proof (the audit trail is): two messages at the same moment may count as one, and what cannot be
/// read or written counts as nothing.
struct SenderMemory {
  private let sender: AddrSpec?
  private let directory: String

  /// What counts as still remembered.
  static let spanSeconds = 86_400
  /// 256 bits, as long as the digest. RFC 2104 §3.
  private static let keyOctets = 32
  /// Beyond this a file is none of ours.
  private static let maximumFileOctets = 1 << 20

  /// - Parameters:
  ///   - sender: nil for the null reverse-path, which is nobody's.
  ///   - directory: made at the first record.
  init(of sender: AddrSpec?, directory: String) {
    self.sender = sender
    self.directory = directory
  }

  /// The lines kept under a name; none where there is no file.
  func lines(of name: String) -> [String] {
    guard let path = path(for: name, makesKey: false) else { return [] }
    let octets = (try? FileReading.octets(of: path, limit: Self.maximumFileOctets)) ?? []
    return octets.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Puts lines in the place of those kept under a name.
  func keep(_ lines: [String], under name: String) {
    guard let path = path(for: name, makesKey: true) else { return }
    Self.write(Array(lines.map { $0 + "\n" }.joined().utf8), to: path)
  }

  /// A number that only who has the key can make.
  func secret(_ name: String, makesKey: Bool) -> UInt64? {
    guard let key = key(makes: makesKey) else { return nil }
    let code = HMAC<SHA256>.authenticationCode(for: Array(name.utf8), using: SymmetricKey(data: key))
    return code.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func path(for name: String, makesKey: Bool) -> String? {
    guard let sender, let key = key(makes: makesKey) else { return nil }
    let code = HMAC<SHA256>.authenticationCode(
      for: Array("\(name) \(sender.comparisonKey)".utf8), using: SymmetricKey(data: key))
    return directory + "/" + code.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }

  private func key(makes: Bool) -> [UInt8]? {
    let path = directory + "/key"
    if let key = try? FileReading.octets(of: path, limit: Self.keyOctets), key.count == Self.keyOctets { return key }
    guard makes else { return nil }
    if mkdir(directory, 0o770) == 0 { chmod(directory, 0o2770) }  // for the group that hands in mail, as the spool's folders
    var generator = SystemRandomNumberGenerator()
    let key = (0..<Self.keyOctets).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    Self.write(key, to: path)
    return key
  }

  /// Whole or not at all, by renaming.
  private static func write(_ octets: [UInt8], to path: String) {
    let temporary = "\(path).\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o660)
    guard descriptor >= 0 else { return }
    _ = fchmod(descriptor, 0o660)
    Terminal.write(octets, to: descriptor)
    close(descriptor)
    if rename(temporary, path) != 0 { unlink(temporary) }
  }
}
