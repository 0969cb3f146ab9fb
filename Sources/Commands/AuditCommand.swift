internal import ArgumentParser
internal import Consent
internal import Gateway
internal import Glibc
internal import MailQueue
internal import Reporting

/// `presend audit`: what was decided about messages, and whether the log of it is whole.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Show, verify and export what was decided about messages.",
    subcommands: [List.self, Verify.self, Export.self, Report.self], defaultSubcommand: List.self)

  /// `presend audit list`
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the decisions, one a line.",
      discussion: """
        The log holds no address and no text of a message: people stand in it as keyed hashes, by which --from and --to \
        find them.
        """)
    @OptionGroup var options: QueueOptions
    @OptionGroup var filter: AuditFilter

    func run() throws {
      try filter.forEachLine(of: try options.recorded()) { line in
        Terminal.print(AuditRecord(line)?.line ?? "(a line that cannot be read; see presend audit verify)")
      }
    }
  }

  /// `presend audit verify`
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Say whether a line of the log was changed, taken out, put in or moved.",
      discussion: """
        Each line holds the hash of the one before. A log that was written anew from some line on, or cut off together with \
        its head, only shows beside a number and hash that were kept elsewhere: presend-relay writes them to the system's \
        log each hour (“head”), and this command prints them. Exit status: 0 whole, 1 not.
        """)
    @OptionGroup var options: QueueOptions
    @Option(
      help: ArgumentHelp("A line that is known from elsewhere. May be given several times.", valueName: "number:hash"),
      transform: Self.link)
    var witness: [AuditLink] = []
    @Option(
      help: ArgumentHelp(
        "A line that is trusted: what was before it has been deleted, and is not looked for.", valueName: "number:hash"),
      transform: Self.link)
    var since: AuditLink?

    func run() throws {
      let log = AuditLog(of: try options.recorded())
      let verification = try log.verify(since: since, witnesses: witness)
      Terminal.print(AuditVerificationText(verification).text)
      if !verification.isWhole { throw ExitCode(1) }
    }

    private static func link(_ text: String) throws -> AuditLink {
      guard let link = AuditLink(text) else {
        throw ValidationError(
          "\(Terminal.quoted(text)) is no number, colon and SHA-256 in hexadecimal, as verify prints it")
      }
      return link
    }
  }

  /// `presend audit export`
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Write the decisions for programs: the log's own lines, or a table.",
      discussion: "In csv, cells that a spreadsheet would run as a formula begin with an apostrophe.")
    enum Format: String, ExpressibleByArgument, CaseIterable { case jsonl, csv }
    @OptionGroup var options: QueueOptions
    @OptionGroup var filter: AuditFilter
    @Option(help: "jsonl or csv.") var format = Format.jsonl

    func run() throws {
      if format == .csv { write(CommaSeparatedValues.record(AuditRecord.columns)) }
      try filter.forEachLine(of: try options.recorded()) { line in
        switch format {
        case .jsonl: Terminal.write(line + [UInt8(ascii: "\n")], to: STDOUT_FILENO)
        case .csv:
          guard let record = AuditRecord(line) else { return }
          write(CommaSeparatedValues.record(record.cells.map(FormulaGuard.protect)))
        }
      }
    }

    private func write(_ row: String) { Terminal.write(Array(row.utf8), to: STDOUT_FILENO) }
  }

  /// `presend audit report`
  struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "report",
      abstract: "Count what was stopped and changed, or would have been in shadow mode: by rule, class, sender, group and tool.",
      discussion: """
        Senders are keyed hashes, but for those that “audit: named-senders:” names; presend audit list --from ADDRESS \
        finds what a hash stands for.
        """)
    @OptionGroup var options: QueueOptions
    @OptionGroup var filter: AuditFilter
    @Option(help: "text or json.") var format = ListFormat.text

    func run() throws {
      var report = AuditReport()
      try filter.forEachLine(of: try options.recorded()) { line in
        if let record = AuditRecord(line) { report.add(record) }
      }
      switch format {
      case .text: Terminal.print(AuditReportText(report).text)
      case .json: Terminal.print(report.json.indentedText)
      }
    }
  }
}

extension QueueOptions {
  /// The spool, all decisions of which are in the log.
  func recorded() throws -> MailQueue {
    let queue = try open().queue
    guard FileFinder.exists(queue.directory) else { return queue }
    var recorder = DecisionRecorder(queue)
    try recorder.recordAll(at: Host.now)
    return queue
  }
}
