internal import Glibc

/// The FIFO through which a program that queued a message wakes the relay. Losing a wake-up only delays.
package struct WakeChannel: Sendable {
  private let path: String

  package init(of queue: MailQueue) { path = queue.wakePath }

  /// What the relay is to look at, beyond entries that are named.
  package enum Call: UInt8, Sendable {
    /// Entries that it does not know yet.
    case newEntry = 0
    /// All entries: a person has changed when one is due.
    case everything = 1
    /// All entries, and those that were deferred are to be tried now.
    case flush = 2
    /// A message is held, or a decision is on record of which nothing else was kept.
    case decision = 3
  }

  /// What came through the channel.
  package struct News: Sendable, Equatable {
    package var calls: Set<Call> = []
    /// Entries that are new, or that a person wants looked at. Whoever may hand in mail may write here: they may be
    /// nowhere.
    package var ids: [QueueID] = []

    package init() {}
  }

  /// Wakes a relay that listens, without waiting.
  /// - Returns: false if none listens.
  @discardableResult
  package func signal(_ call: Call = .newEntry) -> Bool { write([call.rawValue]) }

  /// Wakes a relay that listens for one entry. Naming it saves the relay a listing of all.
  @discardableResult
  package func signal(_ id: QueueID) -> Bool { write(Array(id.text.utf8)) }

  /// Whether a relay listens; nil where that cannot be told, for want of rights. Wakes nobody.
  package var hasListener: Bool? {
    let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    if descriptor < 0 { return errno == EACCES ? nil : false }
    close(descriptor)
    return true
  }

  /// Writes what is short enough not to be mixed with another's (pipe(7): PIPE_BUF).
  private func write(_ octets: [UInt8]) -> Bool {
    let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return false }
    // The listener may go between open and write; that must not end the program that queues.
    let previous = Glibc.signal(SIGPIPE, SIG_IGN)
    defer { _ = Glibc.signal(SIGPIPE, previous) }
    // A full FIFO has woken its listener already, who sees that it was full.
    return Glibc.write(descriptor, octets, octets.count) == octets.count || errno == EAGAIN
  }

  /// Makes the FIFO, if need be, and opens it to listen.
  /// - Returns: a descriptor for `poll`, to be closed by the caller; nil if it cannot be had.
  package func listen() -> Int32? {
    if mkfifo(path, 0o660) != 0, errno != EEXIST { return nil }
    _ = chmod(path, 0o660)  // for the group that hands in mail, whatever the umask
    // Open to write as well, so that it never reads as closed when a writer leaves.
    let descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    return descriptor >= 0 ? descriptor : nil
  }

  /// Waits for a wake-up and takes it.
  /// - Parameter milliseconds: how long at most; interrupted by signals.
  /// - Returns: what was asked for; nil if nobody called.
  package static func wait(on descriptor: Int32, milliseconds: Int) -> News? {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, Int32(clamping: milliseconds)) > 0 else { return nil }
    var octets: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while octets.count < mostOctets {
      let count = read(descriptor, &piece, piece.count)
      if count <= 0 { break }
      octets += piece[..<count]
    }
    return news(in: octets)
  }

  /// More than this is read the next time. A pipe holds as much (pipe(7)), or less where its user has many.
  private static let mostOctets = 64 << 10
  /// A pipe has at least a page; one that held nearly as much may have been full, and then somebody found no room for
  /// an id.
  private static let fullOctets = 4096 - 2 * QueueID.length

  static func news(in octets: [UInt8]) -> News {
    var news = News()
    if octets.count >= fullOctets { news.calls.insert(.newEntry) }
    var rest = octets[...]
    while let first = rest.first {
      // No id begins with a control character.
      if first < 0x20 {
        news.calls.insert(Call(rawValue: first) ?? .newEntry)
        rest = rest.dropFirst()
      } else if let id = QueueID(rest.prefix(QueueID.length)) {
        news.ids.append(id)
        rest = rest.dropFirst(QueueID.length)
      } else {
        news.calls.insert(.newEntry)
        rest = rest.dropFirst()
      }
    }
    return news
  }
}
