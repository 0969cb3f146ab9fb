/// How much mail one user may have in the spool, so that nobody fills it for all.
///
/// Counting must cost little where a hundred thousand messages wait, and the user, whose process counts, may stop or
/// kill it at any moment. So each user has a file of claims in `users/`, to which every message adds a line *before* it
/// is taken: the sum is never too small, only too large, since nothing is taken off it when mail leaves. Only when the
/// sum is beyond what is allowed are the files of the spool counted that belong to the user, and the sum starts anew
/// from there. No lock is held, so that no stopped process keeps another one waiting.
package struct UserQuota {
  /// What one user may have waiting.
  package struct Limits: Sendable, Hashable {
    /// nil: any number.
    let messages: Int?
    /// nil: no more than is left free, so that one user takes half of the room at most, the next one half of the rest.
    let octets: Int?

    package init(messages: Int? = nil, octets: Int? = nil) {
      self.messages = messages
      self.octets = octets
    }
  }

  private let queue: MailQueue
  private let limits: Limits

  init(of queue: MailQueue, limits: Limits) {
    self.queue = queue
    self.limits = limits
  }

  /// A message takes an inode too, however small it is: mke2fs makes one for so many octets.
  static let leastOctets = 16 << 10
  /// With so many claims the file is written anew from a count: reading it stays below 0.1 ms.
  private static let maximumClaims = 4096
  /// A claim is a line feed, "1 " and at most 16 digits; a file with more octets has more claims.
  private static let maximumFileOctets = maximumClaims * 19
  /// After a refusal nothing is counted for so many seconds: who asks in a loop is refused at the cost of reading a
  /// small file.
  static let pause = 60

  /// Counts a message for its user, before it is taken.
  ///
  /// Cost: opening and reading a file of some KB, appending a line; once in `maximumClaims` messages, and once in
  /// `pause` seconds beyond the limit, one `lstat` for each file in the spool.
  /// - Throws: `.overQuota` where it would be too much; `.system` where it cannot be counted.
  func claim(octets: Int, for user: Int, at now: Int) throws(QueueError) {
    // The administrator, and who owns the spool and could write to it without asking.
    guard user != 0, let spool = try status(of: queue.directory), Int(spool.owner) != user else { return }
    let claim = Use(messages: 1, octets: max(octets, Self.leastOctets))
    // Of an installation whose relay, which makes the folder, has not been started since.
    guard try status(of: queue.usersFolder) != nil else { return }
    let path = queue.usersFolder + "/\(user)"
    let tally = try read(path)
    if let refused = tally.refused, abs(now - refused) < Self.pause {
      throw .overQuota(messages: tally.use.messages, octets: tally.use.octets, isFirst: false)
    }
    let free = try during("asking for free room") { () throws(SystemError) in
      try queue.fileSystem.freeOctets(at: queue.directory)
    }
    if tally.lines <= Self.maximumClaims, allows(tally.use + claim, free) { return try append(claim.line, to: path) }
    let counted = try count(user)
    guard allows(counted + claim, free) else {
      try replace(path, with: counted.line + Tally.refusal(at: now))
      throw .overQuota(messages: counted.messages, octets: counted.octets, isFirst: true)
    }
    try replace(path, with: (counted + claim).line)
  }

  /// What is not limited by number of octets is limited by what is left for others.
  private func allows(_ use: Use, _ free: UInt64) -> Bool {
    use.messages <= limits.messages ?? .max && use.octets <= limits.octets ?? Int(clamping: free)
  }

  /// What the user has in the spool: entries that wait or are held, and decisions on their way to the log.
  private func count(_ user: Int) throws(QueueError) -> Use {
    var use = Use(messages: 0, octets: 0)
    for state in [MailQueue.State.queue, .held, .decided] {
      for id in try queue.ids(in: state) {
        guard let file = try status(of: queue.path(of: id, in: state)), Int(file.owner) == user else { continue }
        use = use + Use(messages: 1, octets: max(file.size, Self.leastOctets))
      }
    }
    return use
  }

  // MARK: The file of claims

  private func read(_ path: String) throws(QueueError) -> Tally {
    try during("reading how much mail of yours waits") { () throws(SystemError) in
      let descriptor: Int32
      do throws(SystemError) {
        descriptor = try queue.fileSystem.open(path, .read)
      } catch {
        if error.isNoSuchFile { return Tally(parsing: []) }
        throw error
      }
      defer { try? queue.fileSystem.close(descriptor) }
      return Tally(parsing: try queue.fileSystem.read(descriptor, at: 0, count: Self.maximumFileOctets))
    }
  }

  private func append(_ line: String, to path: String) throws(QueueError) {
    try during("counting the message") { () throws(SystemError) in
      let descriptor = try queue.fileSystem.open(path, .append)
      defer { try? queue.fileSystem.close(descriptor) }
      try queue.fileSystem.writeAll(Array(line.utf8), to: descriptor)
    }
  }

  /// By renaming, so that whoever is killed here leaves the old claims. One that is made in between may be lost; the
  /// next count finds its message.
  private func replace(_ path: String, with text: String) throws(QueueError) {
    try during("counting the messages of a user") { () throws(SystemError) in
      let new = path + "." + QueueID(arrival: 0).text
      let descriptor = try queue.fileSystem.open(new, .create)
      defer { try? queue.fileSystem.close(descriptor) }
      try queue.fileSystem.writeAll(Array(text.utf8), to: descriptor)
      try queue.fileSystem.rename(new, to: path)
    }
  }

  private func status(of path: String) throws(QueueError) -> FileStatus? {
    try during("counting the messages of a user") { () throws(SystemError) in try queue.fileSystem.status(of: path) }
  }
}

extension UserQuota {
  /// Messages and what they take.
  struct Use: Hashable {
    var messages: Int
    var octets: Int

    /// The line feed comes first: what a full disk or a limit of the caller's cuts off spoils no line but its own.
    var line: String { "\n\(messages) \(octets)" }

    static func + (one: Use, other: Use) -> Use {
      Use(messages: one.messages + other.messages, octets: one.octets + other.octets)
    }
  }

  /// What the lines of a file of claims come to: "messages octets", and "refused seconds".
  struct Tally: Hashable {
    private(set) var use = Use(messages: 0, octets: 0)
    private(set) var lines = 0
    /// When a message was last refused, in seconds since 1970.
    private(set) var refused: Int?

    static func refusal(at seconds: Int) -> String { "\nrefused \(seconds)" }

    init(parsing octets: [UInt8]) {
      for line in octets.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        lines += 1
        let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        guard words.count == 2, let last = Int(words[1]), (0...Self.greatest).contains(last) else { continue }
        if words[0] == "refused" {
          refused = last
        } else if let first = Int(words[0]), (0...Self.greatest).contains(first) {
          use = use + Use(messages: first, octets: last)
        }
      }
    }

    /// So large that sums of all lines of a file stay far from the end of an Int.
    private static let greatest = 1 << 50
  }
}
