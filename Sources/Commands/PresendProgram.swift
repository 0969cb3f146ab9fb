internal import ArgumentParser
internal import Gateway
internal import Glibc

/// The program presend: its commands.
package enum PresendProgram {
  /// Does not return.
  package static func main() -> Never {
    ProcessStart.prepare()
    Host.dropForeignRights()
    runCommand()
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
