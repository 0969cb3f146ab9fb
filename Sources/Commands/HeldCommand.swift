internal import ArgumentParser
internal import Gateway
internal import MailQueue
internal import MailSyntax

/// `presend held`: the messages that wait for a person's decision.
struct HeldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "held", abstract: "List, show, release or reject the messages that wait for a person's decision.",
    subcommands: [List.self, Show.self, Release.self, Reject.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the held messages and why they are held.")
    @OptionGroup var options: QueueOptions
    @Option(help: "text or json.")
    var format = ListFormat.text

    func run() throws { format.print(try options.queue().list(.held), none: "No message is held") }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
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
      Terminal.print(HeldText(entry: entry, digest: try queue.digest(id)).text)
    }
  }

  struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "release",
      abstract:
        "Send a held message, as it is (but for Bcc and the like) or as proposed. Who did it and why is recorded.",
      discussion: """
        The digest is what “presend held show” prints at its end: what was looked at is what is released, once, and nothing else.
        """)
    @OptionGroup var options: QueueOptions
    @Argument(help: "The queue id.") var id: String
    @Option(help: ArgumentHelp("The digest of what you have seen.", valueName: "digest")) var seen: String
    @Option(help: ArgumentHelp("Why, for the record.", valueName: "text")) var reason: String
    @Option(name: .customLong("as"), help: "original or proposed.") var form = ReleaseForm.original

    func validate() throws {
      guard !reason.allSatisfy(\.isWhitespace) else { throw ValidationError("--reason needs words; they are recorded") }
    }

    func run() throws {
      let opened = try options.open()
      let id = try QueueOptions.id(id)
      var recorder = DecisionRecorder(opened.queue)
      try recorder.recordAll(at: Host.now)
      let decision = PersonsDecision(event: .released, id: id, digest: seen, form: form.rawValue, reason: reason)
      try opened.queue.release(id, seen: seen, as: form, at: Host.now) { () throws(QueueError) in
        try recorder.record(lines: [decision.line], at: Host.now)
      }
      opened.launcher.wake(for: id, of: opened.queue)
      Terminal.print("\(id) released")
    }
  }

  struct Reject: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reject",
      abstract: "Give a held message back: its sender is told why it was not sent.")
    @OptionGroup var options: QueueOptions
    @Argument(help: "The queue id.") var id: String
    @Option(help: ArgumentHelp("Why, for the record; the sender is not told of it.", valueName: "text"))
    var reason: String?

    func run() throws {
      let opened = try options.open()
      let id = try QueueOptions.id(id)
      var recorder = DecisionRecorder(opened.queue)
      try recorder.recordAll(at: Host.now)
      let decision = PersonsDecision(event: .rejected, id: id, digest: try opened.queue.digest(id), reason: reason)
      try opened.queue.reject(id, at: Host.now, hostName: opened.host.name) { () throws(QueueError) in
        try recorder.record(lines: [decision.line], at: Host.now)
      }
      opened.launcher.wake(for: nil, of: opened.queue)
      Terminal.print("\(id) rejected")
    }
  }
}

extension ReleaseForm: ExpressibleByArgument {}
