internal import ArgumentParser
internal import Gateway
internal import Reporting

/// Which reports `check` gives, and where they go.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How to report: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
      discussion: """
        With =FILE the report goes to the file, whole or not at all; otherwise, and with =-, to standard output. May \
        be given several times, or as a list: --format text,sarif=presend.sarif,html=report.html
        """,
      valueName: "format[=file]"),
    completion: .list(ReportFormat.allCases.map(\.rawValue)), transform: ReportRequest.list)
  var format: [[ReportRequest]] = []
  @Flag(name: .shortAndLong, help: "Findings and nothing else: no verdicts, no summary, no progress.") var quiet = false
  @Flag(help: "In text: how often each rule found something, instead of the findings.") var statistics = false

  /// What was asked for; text where nothing was.
  var requests: [ReportRequest] { format.isEmpty ? [ReportRequest(format: .text, path: nil)] : format.flatMap(\.self) }

  /// The same without what goes to standard output.
  var toFilesAlone: ReportOptions {
    var options = self
    options.format = [requests.filter { $0.path != nil }]
    return options
  }

  func validate() throws {
    let printed = requests.filter { $0.path == nil }.map(\.format.rawValue)
    guard printed.count <= 1 else {
      throw ValidationError(
        "only one report can go to standard output, not \(printed.joined(separator: " and ")); "
          + "give the others a file: --format \(printed[1])=FILE")
    }
    let files = requests.compactMap(\.path)
    guard Set(files).count == files.count else { throw ValidationError("two reports cannot go to the same file") }
  }
}

/// One report that was asked for.
struct ReportRequest: Hashable {
  let format: ReportFormat
  /// Where it goes; nil is standard output.
  let path: String?

  /// Reads `text`, `sarif=presend.sarif`, `json=-`, and lists of these with commas; a name of a file with a comma in it
  /// takes an option of its own, since what follows a comma is a format only if it reads like one.
  static func list(_ argument: String) throws -> [ReportRequest] {
    var pieces: [String] = []
    for piece in argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      if let last = pieces.last, last.contains("="), name(of: piece) == nil {
        pieces[pieces.count - 1] = last + "," + piece
      } else {
        pieces.append(piece)
      }
    }
    return try pieces.map(read)
  }

  private static func name(of piece: String) -> ReportFormat? {
    ReportFormat(rawValue: String(piece.prefix { $0 != "=" }))
  }

  private static func read(_ piece: String) throws -> ReportRequest {
    guard let format = name(of: piece) else {
      let known = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("\(Terminal.quoted(piece)) is no format of reports; they are \(known)")
    }
    guard let mark = piece.firstIndex(of: "=") else { return ReportRequest(format: format, path: nil) }
    let path = String(piece[piece.index(after: mark)...])
    guard !path.isEmpty else {
      throw ValidationError(
        "\(Terminal.quoted(piece)) names no file; write --format \(format.rawValue)=FILE, or =- for standard output")
    }
    return ReportRequest(format: format, path: path == "-" ? nil : path)
  }
}
