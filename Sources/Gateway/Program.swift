internal import ArgumentParser
internal import Glibc
internal import MailQueue

/// The program presend: its commands, or the sendmail personality, by the name under which it was started.
package enum Program {
  /// Does not return.
  package static func main() -> Never {
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
    let name = CommandLine.arguments[0].split(separator: "/").last.map(String.init) ?? "presend"
    switch name {
    case "sendmail", "mailq", "newaliases":
      var program = SendmailProgram(program: name, arguments: Array(CommandLine.arguments.dropFirst()))
      exit(program.run().rawValue)
    default:
      Host.dropForeignRights()
      runCommand()
    }
  }

  /// A wrong command line, or work that could not be done, is 2, as with the linters; ArgumentParser would say 64 or 1.
  private static func runCommand() -> Never {
    do {
      var command = try PresendCommand.parseAsRoot()
      try command.run()
      exit(0)
    } catch let status as ExitCode {
      exit(status.rawValue)
    } catch {
      if PresendCommand.exitCode(for: error).isSuccess { PresendCommand.exit(withError: error) }  // --help, --version
      Terminal.complain(PresendCommand.fullMessage(for: error))
      exit(2)
    }
  }
}
