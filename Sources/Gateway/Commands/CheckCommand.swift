internal import ArgumentParser
internal import Configuration
internal import Linting
internal import MailSyntax
internal import Policy
internal import Reporting

/// `presend check`: judges messages and template files as the gateway would, and says so.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check messages and template files.",
    discussion: """
      A folder is searched for messages (.eml, mbox, Maildir) and templates. Exit status: 0 clean, 1 findings of the \
      severity of --fail-on or above, 2 the work could not be done.
      """)

  /// The severity from which findings make the exit status 1.
  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case error, warning, note, never

    var severity: Severity? { Severity(rawValue: rawValue) }
  }

  @Argument(help: "Files and folders; - reads standard input.") var paths: [String]
  @Option(name: .customLong("class"), help: "Judge as this class of mail, whatever the evidence.") var mailClass: MailClass?
  @Option(help: "The severity from which findings make the exit status 1: error, warning, note or never.")
  var failOn = FailOn.error
  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    throw ExitCode(try check())
  }

  private func check() throws -> Int32 {
    let clock = ContinuousClock()
    let start = clock.now
    let run = try CheckRun(
      configuration: ConfigurationLoader.load(
        explicit: options.config, searchFrom: paths.first, purpose: .check
      ).configuration, display: display, demandedClass: mailClass)
    let (files, unreadable) = FileFinder.files(below: paths)
    var problems = unreadable.map { "\($0.path): \($0.reason)" }
    var results: [CheckResult] = []
    let progress = Progress(total: files.count, isShown: !reports.quiet && Progress.isPossible)
    run.outcomes(of: files) { outcome in
      results += outcome.results
      if let problem = outcome.problem { problems.append(problem) }
      progress.advance()
    }
    progress.finish()
    for problem in problems { Terminal.complain("presend: \(problem)") }
    let summary = Summary(of: results, durationSeconds: (clock.now - start).seconds)
    var report = Report(
      results: results, summary: summary, rules: RulePacks.builtIn, language: display.resolvedLanguage,
      version: Version.text)
    report.problems = problems
    report.failing = failOn.severity
    report.madeAt = Host.date()
    report.repositoryPath = { [path = RepositoryPath()] in path($0) }
    report.sketch = { Sketch(of: $0) }
    let unwritten = ReportDelivery(options: reports, usesColour: display.usesColour).deliver(report)
    for problem in unwritten { Terminal.complain("presend: \(problem)") }
    if !problems.isEmpty || !unwritten.isEmpty { return 2 }
    return failOn.severity.map { summary.findings(atLeast: $0) > 0 } ?? false ? 1 : 0
  }
}

extension Swift.Duration {
  /// The same in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension MailClass: ExpressibleByArgument {}
