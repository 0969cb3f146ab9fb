internal import ArgumentParser
internal import Glibc

/// The program presend: its commands, or the sendmail personality, by the name under which it was started.
package enum Program {
  /// Does not return.
  package static func main() -> Never {
    signal(SIGPIPE, SIG_IGN)  // a reader that has gone away is an error of write(2), not our end
    let name = CommandLine.arguments[0].split(separator: "/").last.map(String.init) ?? "presend"
    switch name {
    case "sendmail", "mailq", "newaliases":
      var program = SendmailProgram(program: name, arguments: Array(CommandLine.arguments.dropFirst()))
      exit(program.run().rawValue)
    default:
      Host.dropForeignRights()
      PresendCommand.main()
      exit(0)
    }
  }
}
