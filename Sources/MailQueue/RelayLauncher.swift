internal import Glibc

/// Starts `presend-relay` for an entry that was just queued, and does not wait for it.
package struct RelayLauncher: Sendable {
  /// The program's path.
  package var program: String
  /// What comes before the id: "--config", its path ….
  package var arguments: [String]

  package init(program: String, arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }

  /// Wakes the relay that listens at the queue, or starts one for this entry. Without an id: to look again at all
  /// entries, since a person has changed when they are due.
  ///
  /// The new process has a session of its own and nothing of ours but the environment: its standard files are
  /// /dev/null, so a caller that waits for the end of our output does not wait for it; descriptors that our own
  /// caller left open are closed by `presend-relay` as its first act. Cost: 0.1 ms, or about 1 ms to start.
  /// - Returns: whether somebody will look at the entry now; false only delays.
  @discardableResult
  package func wake(for id: QueueID?, of queue: MailQueue) -> Bool {
    let channel = WakeChannel(of: queue)
    let isAwake = id.map { channel.signal($0) } ?? channel.signal(.everything)
    return isAwake || start(id.map { ["--queue-id", $0.text] } ?? [])
  }

  private func start(_ last: [String]) -> Bool {
    var actions = posix_spawn_file_actions_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { return false }
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)

    var attributes = posix_spawnattr_t()
    guard posix_spawnattr_init(&attributes) == 0 else { return false }
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    // The caller may ignore what must end the relay, or what it waits for.
    for signal in [SIGTERM, SIGINT, SIGHUP, SIGCHLD, SIGALRM] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let setSession: Int16 = 0x80  // POSIX_SPAWN_SETSID, a macro of <spawn.h> that depends on _GNU_SOURCE
    posix_spawnattr_setflags(&attributes, setSession | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))

    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments + last).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process = pid_t()
    return posix_spawn(&process, program, &actions, &attributes, words, environ) == 0
  }
}
