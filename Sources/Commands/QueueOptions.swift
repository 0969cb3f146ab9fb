internal import ArgumentParser
internal import Gateway
internal import MailQueue

/// What every command on the spool takes.
struct QueueOptions: ParsableArguments {
  @OptionGroup var configuration: ConfigurationOptions

  func open() throws -> Opened { try Opened(explicit: configuration.config) }
  func queue() throws -> MailQueue { try open().queue }

  /// The queue id in an argument; nothing else ever becomes a file name.
  static func id(_ text: String) throws -> QueueID {
    guard let id = QueueID(text) else {
      throw ValidationError(
        "\(Terminal.quoted(text)) is no queue id; presend queue list and presend held list show them")
    }
    return id
  }
}
