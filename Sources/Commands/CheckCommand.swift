internal import ArgumentParser
internal import Configuration
internal import Gateway
internal import Glibc
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
      severity of --fail-on or above or more than --max-warnings, 2 the work could not be done.
      """)

  @Argument(help: "Files and folders; - reads standard input.", completion: .file()) var paths: [String]
  @OptionGroup(title: "What is assumed") var assumed: QuestionOptions
  @OptionGroup(title: "When it fails") var limits: LimitOptions
  @OptionGroup(title: "Reports") var reports: ReportOptions
  @OptionGroup(title: "What was there before") var baseline: BaselineOptions
  @OptionGroup(title: "Mending") var mending: MendingOptions
  @Flag(help: "Check again whenever a file changes, until Ctrl-C.") var watch = false
  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    guard paths.contains("-") else {
      if assumed.stdinFilename != nil {
        throw ValidationError("--stdin-filename names standard input; give - as the path")
      }
      return
    }
    if watch { throw ValidationError("standard input does not change; --watch takes files and folders") }
    if mending.fix { throw ValidationError("standard input cannot be written; use --diff, or name the file") }
  }

  func run() throws {
    guard watch else { throw ExitCode(try check()) }
    // A shell that starts a program in the background has it ignore the signal.
    signal(SIGINT, SIG_DFL)
    var files = FileWatch(paths: paths, others: configurationFiles())
    while true {
      if Terminal.isTerminal(1) { Terminal.write(Array(Self.clearScreen.utf8), to: 1) }
      do {
        _ = try check()
      } catch {
        // A configuration that is being edited may be wrong for a while.
        Terminal.complain("\(error)")
      }
      Terminal.complain("presend: waiting for changes; Ctrl-C ends")
      files.wait()
    }
  }

  /// Erases the display and goes to its beginning. ECMA-48 §8.3.39, §8.3.21.
  private static let clearScreen = "\u{1B}[2J\u{1B}[H"

  private func configurationFiles() -> [String] {
    let found = try? ConfigurationLoader.find(explicit: options.config, searchFrom: paths.first, purpose: .check)
    return [found, baseline.baseline].compactMap(\.self)
  }

  /// One check; gives back the exit status.
  private func check() throws -> Int32 {
    let clock = ContinuousClock()
    let start = clock.now
    let (configuration, path) = try ConfigurationLoader.load(
      explicit: options.config, searchFrom: paths.first == "-" ? assumed.stdinFilename : paths.first, purpose: .check)
    let run = CheckRun(
      configuration: configuration, path: path, language: display.resolvedLanguage, question: assumed.question)
    let (files, unreadable) = FileFinder.files(below: paths, standardInput: assumed.stdinFilename)
    var intake = CheckIntake(
      problems: unreadable.map { "\($0.path): \($0.reason)" },
      mender: mending.fix || mending.diff ? Mender(run: run, paths: paths) : nil, showsDiff: mending.diff,
      baseline: try baseline.file(configuration).map { try BaselineUse($0, linter: run.check.linter) })
    let progress = Progress(total: files.count, isShown: !reports.quiet && Progress.isPossible)
    run.outcomes(of: files) { outcome in
      intake.take(outcome)
      progress.advance()
    }
    progress.finish()
    intake.finish(updatesBaseline: baseline.updateBaseline)
    for note in reports.quiet ? [] : TemplateSettingsNotes.of(configuration.templates) {
      Terminal.complain("presend: \(Terminal.safe(note))")
    }
    return conclude(intake, durationSeconds: (clock.now - start).seconds)
  }

  /// Says all there is to say; gives back the exit status.
  private func conclude(_ intake: CheckIntake, durationSeconds: Double) -> Int32 {
    for note in intake.mender?.notes ?? [] { Terminal.complain("presend: \(Terminal.safe(note))") }
    for reason in reports.quiet ? [] : intake.declined {
      Terminal.complain("presend: not checked: \(Terminal.safe(reason))")
    }
    for problem in intake.problems { Terminal.complain("presend: \(problem)") }
    let summary = Summary(of: intake.results, durationSeconds: durationSeconds)
    var report = Report(
      results: intake.results, summary: summary, rules: RulePacks.builtIn, language: display.resolvedLanguage,
      version: Version.text)
    report.problems = intake.problems
    report.failing = limits.failOn.severity
    report.madeAt = Host.date()
    report.repositoryPath = { [path = RepositoryPath()] in path($0) }
    report.sketch = { Sketch(of: $0) }
    let delivered = mending.diff ? reports.toFilesAlone : reports
    let delivery = ReportDelivery(options: delivered, usesColour: display.usesColour)
    let unwritten = delivery.deliver(report)
    for problem in unwritten { Terminal.complain("presend: \(problem)") }
    Terminal.write(delivery.shielded(intake.patch), to: 1)
    if let mender = intake.mender { Terminal.complain(mendingSummary(mender)) }
    if !intake.problems.isEmpty || !unwritten.isEmpty { return 2 }
    if mending.diff { return intake.patch.isEmpty ? 0 : 1 }
    let (status, reason) = limits.status(for: summary)
    if let reason { Terminal.complain("presend: \(reason)") }
    return status
  }

  private func mendingSummary(_ mender: Mender) -> String {
    guard mender.mendedFindings > 0 else { return "presend: nothing to mend without a person" }
    let what =
      CountedNoun.text(mender.mendedFindings, "finding") + " in " + CountedNoun.text(mender.mendedFiles, "file")
    return mending.diff ? "presend: --fix would mend \(what)" : "presend: mended \(what)"
  }
}

extension Swift.Duration {
  /// The same in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension MailClass: ExpressibleByArgument {}
