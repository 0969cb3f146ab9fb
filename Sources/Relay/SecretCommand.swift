internal import Glibc

/// A program that prints a secret as its first line: a password manager, or what fetches an OAuth token.
///
/// No shell reads the command. The program gets the relay's environment, nothing on standard input, and its standard error
/// goes nowhere, since it may hold the secret; tried by hand it says what is wrong.
struct SecretCommand {
  let arguments: [String]

  /// A token from the network takes a second or two; mail waits meanwhile.
  static let maximumSeconds = 20
  /// Tokens of the large services have up to 4 KB.
  static let maximumOctets = 64 << 10

  /// - Throws: what to tell the administrator; never the secret.
  func firstLine(seconds: Int = maximumSeconds) throws(ConnectionFailure) -> String {
    let (process, output) = try start()
    defer { close(output) }
    let octets = read(output, until: SteadyClock.milliseconds() + seconds * 1000)
    // Whoever prints more than a line, or goes on, is not waited for.
    if octets == nil { kill(-process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    guard let octets else { throw failure("printed no end within \(seconds) s or more than \(Self.maximumOctets) octets") }
    guard status == 0 else { throw failure("ended with \(Self.words(for: status))") }
    let line = octets.prefix { $0 != 0x0A && $0 != 0x0D }
    if line.isEmpty || line.contains(0) { throw failure("printed no secret in its first line") }
    return String(decoding: line, as: UTF8.self)
  }

  private func failure(_ words: String) -> ConnectionFailure {
    ConnectionFailure(reason: "the command for the secret, \(arguments.first ?? ""), \(words)", reply: nil)
  }

  private func start() throws(ConnectionFailure) -> (process: pid_t, output: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw failure("could not be started: no pipe") }
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
    // A group of its own, so that what it starts ends with it; the relay ignores SIGPIPE, the program need not.
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
      throw failure("could not be started: \(String(cString: strerror(code)))")
    }
    return (process, ends[0])
  }

  /// All that the program prints; nil where it does not end in time or prints too much.
  private func read(_ output: Int32, until end: Int) -> [UInt8]? {
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while octets.count <= Self.maximumOctets {
      var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let left = end - SteadyClock.milliseconds()
      if left <= 0 { return nil }
      if poll(&waiting, 1, Int32(clamping: left)) <= 0 { continue }
      let count = Glibc.read(output, &buffer, buffer.count)
      if count == 0 { return octets }
      if count > 0 { octets += buffer[..<count] }
    }
    return nil
  }

  private static func words(for status: Int32) -> String {
    status & 0x7F == 0 ? "status \(status >> 8 & 0xFF)" : "signal \(status & 0x7F)"
  }
}
