internal import ArgumentParser
internal import MailSyntax

/// `presend audit`: what was decided about messages.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Show what was decided about messages.", subcommands: [List.self],
    defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the audit trail: one line of JSON a decision, without addresses or text.")
    @OptionGroup var options: QueueOptions

    func run() throws {
      let path = try options.open().audit.path
      guard FileFinder.exists(path) else { return }  // nothing was decided yet
      Terminal.write(try FileReading.octets(of: path, limit: Self.maximumOctets), to: 1)
    }
    /// A decision takes some 300 octets, so this is three million of them.
    private static let maximumOctets = 1 << 30
  }
}
