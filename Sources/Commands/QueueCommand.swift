internal import ArgumentParser
internal import Gateway
internal import MailQueue
internal import Reporting

/// `presend queue`: what waits for delivery.
struct QueueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue", abstract: "List, retry or remove what waits for delivery.",
    subcommands: [List.self, Show.self, Run.self, Retry.self, Remove.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List what waits for delivery, and what could not be delivered.")
    @OptionGroup var options: QueueOptions
    @Option(help: "text or json.")
    var format = ListFormat.text

    func run() throws {
      let queue = try options.queue()
      format.print(try queue.list(.queue) + queue.list(.failed), none: "Mail queue is empty")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Write a queued message as it will be sent.")
    @OptionGroup var options: QueueOptions
    @Argument(help: "The queue id.") var id: String

    func run() throws {
      let entry = try options.queue().read(try QueueOptions.id(id))
      for variant in entry.variants { Terminal.write(variant.octets ?? entry.original, to: 1) }
    }
  }

  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "run", abstract: "Try to deliver all that waits, now.")
    @OptionGroup var options: QueueOptions

    func run() throws {
      let opened = try options.open()
      for id in try opened.queue.ids(in: .queue) { try? opened.queue.retry(id, at: Host.now) }
      opened.launcher.wake(for: nil, of: opened.queue)
    }
  }

  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry", abstract: "Try to deliver one message now; a failed one goes back to the queue.")
    @OptionGroup var options: QueueOptions
    @Argument(help: "The queue id.") var id: String

    func run() throws {
      let opened = try options.open()
      let id = try QueueOptions.id(id)
      try opened.queue.retry(id, at: Host.now)
      opened.launcher.wake(for: nil, of: opened.queue)
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Remove a message for good. Nobody is told.")
    @OptionGroup var options: QueueOptions
    @Argument(help: "The queue id.") var id: String

    func run() throws {
      let opened = try options.open()
      let id = try QueueOptions.id(id)
      guard try opened.queue.isThere(id) else { throw QueueError.notFound(id) }
      try opened.record(PersonsDecision(event: .removed, id: id))
      try opened.queue.remove(id)
    }
  }
}

/// How lists are written.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json

  func print(_ entries: [MailQueue.ListedEntry], none: String) {
    switch self {
    case .text: Terminal.print(QueueListing.text(of: entries, now: Host.now, none: none))
    case .json: Terminal.print(QueueListing.json(of: entries).indentedText)
    }
  }
}
