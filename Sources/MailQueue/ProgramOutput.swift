internal import Glibc

/// What a program prints on its standard output, waited for within bounds.
///
/// No shell reads the command. The program gets our environment, nothing on standard input, and its standard error goes
/// nowhere. It and what it starts is ended when it takes too long or prints too much.
package struct ProgramOutput {
  package let octets: [UInt8]
  /// As waitpid(2) tells it; 0 for a program that ended well.
  package let status: Int32

  package enum Failure: Error, Hashable {
    case noPipe
    /// The `errno` of posix_spawn(3).
    case notStarted(Int32)
    /// It did not end in time, or printed too much.
    case endless
  }

  /// Runs a program to its end.
  /// - Parameters:
  ///   - arguments: the program's path and its arguments.
  ///   - seconds: how long at most.
  ///   - maximumOctets: how much at most.
  package init(of arguments: [String], seconds: Int, maximumOctets: Int) throws(Failure) {
    let (process, output) = try Self.start(arguments)
    defer { close(output) }
    let octets = Self.read(output, maximumOctets, until: Self.milliseconds() + seconds * 1000)
    // Whoever prints more, or goes on, is not waited for.
    if octets == nil { kill(-process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    guard let octets else { throw .endless }
    self.octets = octets
    self.status = status
  }

  private static func start(_ arguments: [String]) throws(Failure) -> (process: pid_t, output: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .noPipe }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    // A group of its own, so that what it starts ends with it; we ignore SIGPIPE, the program need not.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGTERM, SIGINT, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process = pid_t()
    let code = posix_spawn(&process, arguments[0], &actions, &attributes, words, environ)
    guard code == 0 else {
      close(ends[0])
      throw .notStarted(code)
    }
    return (process, ends[0])
  }

  /// All that the program prints; nil where it does not end in time or prints too much.
  private static func read(_ output: Int32, _ maximumOctets: Int, until end: Int) -> [UInt8]? {
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while octets.count <= maximumOctets {
      var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let left = end - milliseconds()
      if left <= 0 { return nil }
      if poll(&waiting, 1, Int32(clamping: left)) <= 0 { continue }
      let count = Glibc.read(output, &buffer, buffer.count)
      if count == 0 { return octets }
      if count > 0 { octets += buffer[..<count] }
    }
    return nil
  }

  /// Of a clock that no change of the time of day moves.
  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
