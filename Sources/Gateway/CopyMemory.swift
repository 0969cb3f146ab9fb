internal import Glibc
package import Linting
internal import MailContent
package import MailSyntax

/// Remembers for a day which URLs the copies of a mailing had in common: one small file of keyed hashes per mailing,
/// named by a keyed hash, so that the folder tells nobody's address and no URL to who has not the key.
///
/// It is a memory, not a proof: copies at the same moment may count as one, and what cannot be read or written is
/// unknown.
struct CopyMemory {
  private let directory: String

  /// A mailing goes out within a day; the next issue may have the same subject.
  static let spanSeconds = 86_400
  /// Beyond this many mailings a day those that came first are forgotten.
  private static let maximumFiles = 2_000
  /// One time in so many the folder is cleared of what has expired.
  private static let cleaningInterval = 64

  /// - Parameter directory: made at the first record.
  init(directory: String) { self.directory = directory }

  /// Counts a message as one copy of its mailing, and tells what is now known of its URLs. Empty for mail that fetches
  /// nothing.
  func comparisons(
    for message: Message, reading: Reading, recipients: [AddrSpec], at now: Int
  ) -> [String: CopyComparison] {
    guard !recipients.isEmpty, let sketch = MailingSketch(of: message, reading: reading),
      let key = SecretKey(path: directory + "/key", makes: true)
    else { return [:] }
    let hashed = HashedCopy(sketch, recipients: recipients, key: key)
    let path = directory + "/" + hashed.name
    var memory = Self.memory(in: path, at: now) ?? MailingMemory()
    if memory.add(recipients: hashed.recipients, urls: hashed.urls) {
      FileWriting.replace(path, with: Self.octets(of: memory))
      if now % Self.cleaningInterval == 0 { forgetExpired(at: now) }
    }
    return hashed.comparisons(in: memory)
  }

  // MARK: Files

  /// Recipients' count, recipients, then first hash and count by position.
  private static func octets(of memory: MailingMemory) -> [UInt8] {
    NumberRow.octets(
      of: [UInt64(memory.recipients.count)] + memory.recipients
        + memory.positions.flatMap { [$0.first, UInt64($0.same)] })
  }

  /// nil where there is none, it is too old, or it is damaged.
  private static func memory(in path: String, at now: Int) -> MailingMemory? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mtim.tv_sec > now - spanSeconds else { return nil }
    let limit = NumberRow.octetsPerNumber * (1 + MailingMemory.maximumRecipients + 2 * MailingSketch.maximumURLs)
    guard let octets = try? FileReading.octets(of: path, limit: limit),
      octets.count.isMultiple(of: NumberRow.octetsPerNumber)
    else { return nil }
    let numbers = NumberRow.numbers(in: octets)
    guard let count = numbers.first.flatMap({ Int(exactly: $0) }), count <= MailingMemory.maximumRecipients,
      numbers.count > count, (numbers.count - 1 - count) % 2 == 0
    else { return nil }
    let rest = Array(numbers[(1 + count)...])
    let positions = stride(from: 0, to: rest.count, by: 2).compactMap { index in
      Int(exactly: rest[index + 1]).map { MailingMemory.Position(first: rest[index], same: $0) }
    }
    return MailingMemory(recipients: Array(numbers[1..<(1 + count)]), positions: positions)
  }

  private func forgetExpired(at now: Int) {
    guard let folder = opendir(directory) else { return }
    defer { closedir(folder) }
    var kept = 0
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard !name.hasPrefix("."), name != "key" else { continue }
      var status = stat()
      guard stat(directory + "/" + name, &status) == 0 else { continue }
      kept += 1
      if status.st_mtim.tv_sec <= now - Self.spanSeconds || kept > Self.maximumFiles {
        unlink(directory + "/" + name)
      }
    }
  }
}

/// A copy as the memory knows it: hashes under a secret key.
package struct HashedCopy {
  /// Of the mailing.
  package let name: String
  package let recipients: [UInt64]
  package let urls: [UInt64]
  private let written: [String]

  package init(_ sketch: MailingSketch, recipients: [AddrSpec], key: SecretKey) {
    name = key.name(of: sketch.campaign)
    self.recipients = recipients.prefix(MailingMemory.maximumRecipients).map { key.hash(Array($0.comparisonKey.utf8)) }
    urls = sketch.urls.map { key.hash(Array($0.utf8)) }
    written = sketch.urls
  }

  /// By URL; of two places the one that tells recipients apart counts.
  package func comparisons(in memory: MailingMemory) -> [String: CopyComparison] {
    var result: [String: CopyComparison] = [:]
    for (index, url) in written.enumerated() {
      guard let comparison = memory.comparison(at: index, of: urls[index], inThisCopy: recipients.count) else {
        continue
      }
      if case .differs? = result[url] { continue }
      result[url] = comparison
    }
    return result
  }
}
