internal import ArgumentParser
internal import Consent
internal import ConsentKeeping
internal import Gateway
internal import Glibc

/// `presend consent import`
struct ConsentImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import declarations from CSV: all rows or, if one is bad, none.",
    discussion: """
      The first row names the columns: \(ConsentTable.columns.joined(separator: ",")); source, note and proof may be \
      missing. Purposes: mail, tracking, disclosure, storage. States: granted, denied, withdrawn, requested. Times like \
      2026-05-01T09:30:00Z. A row that is in the store already is not added again, and a grant never revives what the \
      person withdrew later.
      """)

  @Argument(
    help: ArgumentHelp("A CSV file in UTF-8; - reads standard input.", valueName: "file"), completion: .file())
  var file: String
  @OptionGroup var store: ConsentStoreOptions

  func run() throws {
    try ConsentFailure.reporting {
      let octets = try FileReading.octets(of: file, limit: ConsentTable.maximumOctets)
      let name = file == "-" ? "standard input" : file
      let events = try ConsentTable.read(octets, file: name, now: .now())
      let outcome = try ConsentLedger.open(writingTo: try store.path()).add(events)
      Terminal.print(Self.text(outcome))
    }
  }

  private static func text(_ outcome: ConsentLedger.ImportOutcome) -> String {
    var text = "\(outcome.added) added"
    if outcome.known > 0 { text += ", \(outcome.known) known already" }
    if outcome.outranked > 0 {
      text += "; \(outcome.outranked) of the grants added do not count, because the person refused later"
    }
    return text
  }
}

/// `presend consent export`
struct ConsentExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print all declarations as CSV, in the order in which they were recorded.",
    discussion: """
      Cells that a spreadsheet would run as a formula begin with an apostrophe; the import takes it off again.
      """)

  @OptionGroup var store: ConsentStoreOptions

  /// Octets gathered before they are written.
  private static let portion = 64 << 10

  func run() throws {
    try ConsentFailure.reporting {
      let ledger = try ConsentLedger.open(readingFrom: try store.path())
      var gathered = Array(ConsentTable.header.utf8)
      try ledger.forEachEvent { event in
        gathered += ConsentTable.row(event).utf8
        guard gathered.count >= Self.portion else { return }
        try WholeWrite.write(gathered, to: STDOUT_FILENO)
        gathered.removeAll(keepingCapacity: true)
      }
      try WholeWrite.write(gathered, to: STDOUT_FILENO)
    }
  }
}
