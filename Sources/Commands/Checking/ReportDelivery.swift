internal import Gateway
internal import Reporting

/// Brings the reports of a check to where they were asked for.
struct ReportDelivery {
  let options: ReportOptions
  let usesColour: Bool
  /// Whether GitHub Actions reads standard output: it sets the variable for every step.
  var isGitHubAction = Host.environment("GITHUB_ACTIONS") == "true"

  /// Writes all of them; what goes to standard output comes last, so that it is not lost among complaints.
  /// - Returns: what could not be written, one line each.
  func deliver(_ report: Report) -> [String] {
    var problems: [String] = []
    for request in options.requests {
      guard let path = request.path else { continue }
      do throws(WholeWrite.Failure) {
        try WholeWrite.replace(path, with: Array(text(of: request.format, report, width: Self.fileWidth).utf8))
      } catch {
        problems.append("\(Terminal.safe(path)): \(error)")
      }
    }
    Terminal.write(Array(printed(report).utf8), to: 1)
    return problems
  }

  /// So that a report in a file is always the same.
  private static let fileWidth = 100

  /// What goes to standard output. In a GitHub Action, a report for reading is followed by annotations; and since what
  /// it quotes of a file could look like one of the runner's commands, these are stopped meanwhile.
  func printed(_ report: Report) -> String {
    let format = options.requests.first { $0.path == nil }?.format
    let text = format.map { self.text(of: $0, report, width: Terminal.width) } ?? ""
    guard isGitHubAction, format?.isForReading ?? true else { return text }
    return String(decoding: shielded(Array(text.utf8)), as: UTF8.self) + ReportFormat.github.text(of: report)
  }

  /// A text between commands that keep the runner from obeying what reads like one in it.
  func shielded(_ text: [UInt8]) -> [UInt8] {
    guard isGitHubAction, !text.isEmpty else { return text }
    let token = (0..<4).map { _ in String(UInt32.random(in: .min ... .max), radix: 36) }.joined()
    let end = text.last == UInt8(ascii: "\n") ? "" : "\n"
    return Array("::stop-commands::\(token)\n".utf8) + text + Array("\(end)::\(token)::\n".utf8)
  }

  private func text(of format: ReportFormat, _ report: Report, width: Int) -> String {
    format.text(
      of: report,
      display: TextDisplay(
        width: width, usesColour: usesColour, isQuiet: options.quiet, showsStatistics: options.statistics))
  }
}
