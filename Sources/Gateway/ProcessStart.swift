internal import Glibc
internal import MailQueue

/// What each program does before anything else.
package enum ProcessStart {
  /// Makes the process safe to work in, whoever started it and with what. Does not return where that is impossible.
  package static func prepare() {
    guard StandardFiles.open() else { exit(ExitStatus.software.rawValue) }
    // What the C library takes out of a set-id program's environment is what it reads itself; SQLite and others read
    // theirs. What is left is ours: Swift's `environ` ends a program that has none at all.
    if Host.hasForeignRights, clearenv() != 0 || setenv("PATH", "/usr/bin:/bin", 1) != 0 {
      exit(ExitStatus.software.rawValue)
    }
    signal(SIGPIPE, SIG_IGN)  // a reader that has gone away is an error of write(2), not our end
    // The caller's limits are errors to be told of, too: killed between two steps, nobody would say what became of a
    // message.
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGXCPU, SIG_IGN)
  }
}
