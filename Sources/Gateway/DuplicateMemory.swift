internal import Digests
internal import MailQueue
internal import MailSyntax

/// Remembers for some minutes what was sent to whom, as keyed hashes, so that the same message to the same recipient
/// once more is noticed: a program that hung up too early and tries again, a form that was sent twice.
///
/// It is a memory, not a proof: two at the same moment may not know of each other, and what cannot be read or written
/// is unknown. Nothing is dropped for it, since somebody may mean to send a thing twice.
struct DuplicateMemory {
  private let directory: String

  /// Who sends again because the first attempt seemed to fail does so within minutes.
  static let spanSeconds = 600
  /// Files of this many entries at most: what is remembered never grows beyond 4 MiB.
  private static let maximumEntries = 1_024
  /// An entry: the hash, and the time.
  private static let numbersPerEntry = 2

  /// - Parameter directory: made at the first record.
  init(directory: String) { self.directory = directory }

  /// How many of the recipients were sent the same message a short time ago, this message then being remembered too.
  /// None for mail without a Message-ID, which is no two times the same.
  /// - Complexity: O(octets + recipients).
  func recipientsAgain(of message: Message, to recipients: [AddrSpec], at now: Int) -> Int {
    guard let field = message.fields(named: .messageID).first,
      let key = SecretKey(path: directory + "/key", makes: true)
    else { return 0 }
    var identity = SHA256()
    identity.update(Array(message.unstructured(field).utf8.filter { $0 > 0x20 }))
    identity.update(message.octets[message.parts[0].body])
    let digest = identity.finalize()
    // One of 256 files, so that few write to the same one at once.
    let path = directory + "/" + Hexadecimal.text(of: [UInt8(truncatingIfNeeded: key.hash(digest))])
    let known = Self.entries(in: path).filter { $0.time > now - Self.spanSeconds && $0.time <= now }
    let times = Set(known.map(\.hash))
    let hashes = recipients.map { key.hash(digest + Array($0.comparisonKey.utf8)) }
    let fresh = hashes.map { (hash: $0, time: now) }
    FileWriting.replace(path, with: (known + fresh).suffix(Self.maximumEntries).flatMap(Self.octets))
    return hashes.count { times.contains($0) }
  }

  private static func octets(of entry: (hash: UInt64, time: Int)) -> [UInt8] {
    NumberRow.octets(of: [entry.hash, UInt64(bitPattern: Int64(entry.time))])
  }

  private static func entries(in path: String) -> [(hash: UInt64, time: Int)] {
    let limit = maximumEntries * numbersPerEntry * NumberRow.octetsPerNumber
    let numbers = NumberRow.numbers(in: (try? FileReading.octets(of: path, limit: limit)) ?? [])
    return stride(from: 0, to: numbers.count - numbers.count % numbersPerEntry, by: numbersPerEntry).map { start in
      (numbers[start], Int(Int64(bitPattern: numbers[start + 1])))
    }
  }
}
