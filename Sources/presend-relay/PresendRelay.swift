internal import ArgumentParser
internal import Configuration
internal import Glibc
internal import Logging
internal import MailQueue
internal import Relay

/// `presend-relay`: brings what is in the queue to the smarthost.
@main
struct PresendRelay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "presend-relay",
    abstract: "Deliver queued messages to the smarthost.",
    discussion: """
      With --queue-id the entries named are delivered; the program then serves the queue until it is empty. With \
      --once it ends after one pass, with --daemon only at SIGTERM. Any number may run at the same time.
      With --probe it sends nothing, but connects to each smarthost, logs in, and prints what came of it.
      Exit status: 0 done; 69 a message was refused, or a smarthost cannot be used; 75 something waits for another \
      attempt; 78 configuration.
      """)

  @Option(name: .long, help: "The configuration file.")
  var config = "/etc/presend/presend.yml"

  @Option(name: .long, help: ArgumentHelp("Deliver this entry now; may be repeated.", valueName: "id"))
  var queueID: [String] = []

  @Flag(help: "Keep running and wait for new messages.")
  var daemon = false

  @Flag(help: "Make one pass over the queue, or over the entries named, and end.")
  var once = false

  @Flag(help: "Make every entry due now, whatever its retry time.")
  var flush = false

  @Flag(help: "Try to reach each smarthost, and send nothing. Root does it as the spool's owner.")
  var probe = false

  static func main() {
    guard StandardFiles.open() else { Glibc.exit(EX_OSERR) }
    // What the program that started us left open, a web server's socket perhaps, must not live as long as we do.
    closefrom(STDERR_FILENO + 1)
    signal(SIGXFSZ, SIG_IGN)  // the limit of who started us is an error of write(2)
    signal(SIGPIPE, SIG_IGN)
    Self.main(nil)
  }

  mutating func run() throws {
    if probe { throw ExitCode(Probe.run(configurationFile: config)) }
    // localtime(3) would look at the file's date for every line of the log.
    setenv("TZ", ":/etc/localtime", 0)
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    let log = Logger(label: "presend-relay")
    let ids = queueID.compactMap { QueueID($0) }
    guard ids.count == queueID.count else {
      log.error("--queue-id: no queue id")
      throw ExitCode(EX_USAGE)
    }
    let service: Service
    do {
      service = try Service(configurationFile: config, log: log)
    } catch {
      log.error("\(error)")
      throw ExitCode(EX_CONFIG)
    }
    StopRequest.install()
    if flush { service.makeAllDue() }
    let status =
      if daemon {
        service.serve(forever: true)
      } else if once {
        service.runOnce(ids)
      } else {
        service.runOnDemand(ids)
      }
    if status != EX_OK { throw ExitCode(status) }
  }
}
