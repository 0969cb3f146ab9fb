import Glibc

/// A program started by a test, killed when the test lets go of it.
///
/// Foundation's `Process` waits on a run loop, which can hang on the threads that tests run on.
final class ChildProcess {
  private let identifier: pid_t
  private var status: Int32?

  struct NotStarted: Error { let code: Int32 }

  /// - Parameters:
  ///   - words: the program, found by PATH, and its arguments.
  ///   - folder: where it runs; nil for ours.
  init(_ words: [String], in folder: String? = nil) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let inFolder = folder.map { ["env", "-C", $0] } ?? ["env"]
    var arguments: [UnsafeMutablePointer<CChar>?] = (inFolder + words).map { strdup($0) }
    arguments.append(nil)
    defer { arguments.forEach { free($0) } }
    var identifier = pid_t()
    let code = posix_spawnp(&identifier, "env", &actions, nil, arguments, environ)
    if code != 0 { throw NotStarted(code: code) }
    self.identifier = identifier
  }

  deinit {
    if status == nil {
      kill()
      _ = wait()
    }
  }

  /// Sends SIGKILL.
  func kill() { Glibc.kill(identifier, SIGKILL) }

  /// Sends SIGTERM.
  func terminate() { Glibc.kill(identifier, SIGTERM) }

  /// The exit status; -1 if a signal ended it.
  func wait() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    while waitpid(identifier, &raw, 0) < 0 && errno == EINTR {}
    let value = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : -1
    status = value
    return value
  }
}
