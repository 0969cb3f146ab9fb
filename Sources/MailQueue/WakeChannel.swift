internal import Glibc

/// The FIFO through which a program that queued a message wakes the relay. Losing a wake-up only delays.
package struct WakeChannel: Sendable {
  private let path: String

  package init(of queue: MailQueue) { path = queue.wakePath }

  /// What the relay is to look at.
  package enum Call: UInt8, Sendable {
    /// Entries that it does not know yet.
    case newEntry = 0
    /// All entries: a person has changed when one is due.
    case everything = 1
    /// All entries, and those that were deferred are to be tried now.
    case flush = 2
  }

  /// Wakes a relay that listens, without waiting.
  /// - Returns: false if none listens.
  @discardableResult
  package func signal(_ call: Call = .newEntry) -> Bool {
    let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return false }
    // The listener may go between open and write; that must not end the program that queues.
    let previous = Glibc.signal(SIGPIPE, SIG_IGN)
    defer { _ = Glibc.signal(SIGPIPE, previous) }
    var octet = call.rawValue
    // A full FIFO has woken its listener already.
    return write(descriptor, &octet, 1) == 1 || errno == EAGAIN
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
  /// - Returns: the most that was asked for; nil if nobody called.
  package static func wait(on descriptor: Int32, milliseconds: Int) -> Call? {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, Int32(clamping: milliseconds)) > 0 else { return nil }
    var call = Call.newEntry
    var octets = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &octets, octets.count)
      if count <= 0 { return call }
      call = octets[..<count].lazy.compactMap(Call.init).reduce(call) { $0.rawValue < $1.rawValue ? $1 : $0 }
    }
  }
}
