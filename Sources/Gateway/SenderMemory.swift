internal import MailSyntax

/// Small files that remember something of a sender for a while, named by keyed hashes, so that the folder tells
/// nobody's address to who has not the key.
///
/// It is a memory, not a proof (the audit trail is): two messages at the same moment may count as one, and what cannot
/// be read or written counts as nothing.
struct SenderMemory {
  private let sender: AddrSpec?
  private let directory: String

  /// How long first contacts are remembered, in seconds.
  static let spanSeconds = 86_400
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
    FileWriting.replace(path, with: Array(lines.map { $0 + "\n" }.joined().utf8))
  }

  /// A number that only who has the key can make.
  func secret(_ name: String, makesKey: Bool) -> UInt64? { key(makes: makesKey)?.hash(Array(name.utf8)) }

  private func path(for name: String, makesKey: Bool) -> String? {
    guard let sender, let key = key(makes: makesKey) else { return nil }
    return directory + "/" + key.name(of: Array("\(name) \(sender.comparisonKey)".utf8))
  }

  private func key(makes: Bool) -> SecretKey? { SecretKey(path: directory + "/key", makes: makes) }
}
