internal import Crypto
internal import Glibc
internal import Linting
internal import MailSyntax
internal import Policy

/// Remembers for a day how often a sender broke the rules that escalate: one small file of times for each sender and rule,
/// named by a keyed hash, so that the folder tells nobody's address to who has not the key.
///
/// It is a memory, not a proof (the audit trail is): two messages at the same moment may count as one, and what cannot be
/// read or written counts as nothing.
struct RepeatMemory {
  private let sender: AddrSpec?
  private let directory: String
  private let rules: [RuleID]

  /// What counts as again.
  static let spanSeconds = 86_400
  /// More times than any ladder has rungs for are not kept.
  private static let maximumTimes = 100
  /// 256 bits, as long as the digest. RFC 2104 §3.
  private static let keyOctets = 32

  /// - Parameters:
  ///   - sender: nil for the null reverse-path, which is nobody's.
  ///   - directory: made at the first record.
  ///   - rules: those that escalate; nothing is read or written for others, so usually nothing at all.
  init(of sender: AddrSpec?, directory: String, rules: [RuleID]) {
    self.sender = sender
    self.directory = directory
    self.rules = rules
  }

  /// By rule, the messages with a finding within the last day.
  func recentFindings(at now: Int) -> [RuleID: Int] {
    var counts: [RuleID: Int] = [:]
    for rule in rules {
      guard let path = path(for: rule, makesKey: false) else { continue }
      counts[rule] = times(in: path, at: now).count
    }
    return counts
  }

  /// Remembers the rules that a message broke; notes do not count.
  func record(_ judgement: Judgement, at now: Int) {
    for rule in rules where judgement.findings.contains(where: { $0.rule == rule && $0.severity > .note }) {
      guard let path = path(for: rule, makesKey: true) else { continue }
      let kept = (times(in: path, at: now) + [now]).suffix(Self.maximumTimes)
      Self.write(Array(kept.map { "\($0)\n" }.joined().utf8), to: path)
    }
  }

  private func times(in path: String, at now: Int) -> [Int] {
    let octets = (try? FileReading.octets(of: path, limit: 1 << 16)) ?? []
    return octets.split(separator: UInt8(ascii: "\n")).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
      .filter { $0 > now - Self.spanSeconds && $0 <= now }
  }

  private func path(for rule: RuleID, makesKey: Bool) -> String? {
    guard let sender, let key = key(makes: makesKey) else { return nil }
    let name = HMAC<SHA256>.authenticationCode(
      for: Array("\(rule) \(sender.comparisonKey)".utf8), using: SymmetricKey(data: key))
    return directory + "/" + name.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
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
