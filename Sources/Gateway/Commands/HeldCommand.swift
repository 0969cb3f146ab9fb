internal import ArgumentParser
internal import MailQueue
internal import MailSyntax

/// `presend held`: the messages that wait for a person's decision.
struct HeldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "held", abstract: "List, show, release or reject the messages that wait for a person's decision.",
    subcommands: [List.self, Show.self, Release.self, Reject.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the held messages and why they are held.")
    @OptionGroup var options: QueueOptions
    @Option(help: "text or json.")
    var format = ListFormat.text

    func run() throws { format.print(try options.queue().list(.held), none: "No message is held") }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show why a message is held, who would get it, and what it says.")
    @OptionGroup var options: QueueOptions
    @Argument(help: "The queue id.") var id: String
    @Flag(help: "Write the message itself, as it was submitted.") var raw = false

    func run() throws {
      let id = try QueueOptions.id(id)
      let queue = try options.queue()
      let entry = try queue.read(id)
      if raw { return Terminal.write(entry.original, to: 1) }
      Terminal.print(QueueListing.text(of: [.whole(try queue.listing(id))], now: Host.now))
      Terminal.print("")
      Terminal.print(InspectionText(Inspection(path: "as submitted", octets: entry.original)).text)
      Terminal.print(
        """

        Send it as it is:        presend held release \(id)
        Give it back:            presend held reject \(id)
        Read a rule:             presend explain \(entry.holdReasons.first?.rule ?? "RULE")
        """)
    }
  }

  struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Send a held message as it is, but for Bcc and the like. The decision is recorded.")
    @OptionGroup var options: QueueOptions
    @Argument(help: "The queue id.") var id: String

    func run() throws {
      let opened = try options.open()
      let id = try QueueOptions.id(id)
      try opened.record(PersonsDecision(event: .released, id: id))
      try opened.queue.release(id, at: Host.now)
      opened.launcher.wake(for: id, of: opened.queue)
      Terminal.print("\(id) released")
    }
  }

  struct Reject: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give a held message back: its sender is told why it was not sent.")
    @OptionGroup var options: QueueOptions
    @Argument(help: "The queue id.") var id: String

    func run() throws {
      let opened = try options.open()
      let id = try QueueOptions.id(id)
      try opened.record(PersonsDecision(event: .rejected, id: id))
      try opened.queue.reject(id, at: Host.now, hostName: opened.host.name)
      opened.launcher.wake(for: nil, of: opened.queue)
      Terminal.print("\(id) rejected")
    }
  }
}
