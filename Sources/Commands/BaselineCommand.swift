internal import ArgumentParser
internal import Configuration
internal import Gateway
internal import Linting
internal import Policy
internal import Reporting

/// `presend baseline`: writes down what is found now, so that `check` reports what is new.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Write down all findings of today, so that check reports only new ones.",
    discussion: """
      The file has one line for each finding: its file, its rule and what stands at its place, never a line number. Commit \
      it, and name it in presend.yml (baseline: \(Baseline.fileName)) or with check --baseline. check says which of its \
      findings no longer occur, and check --update-baseline takes them out. Run presend baseline again to begin anew.
      """)

  @Argument(help: "Files and folders.", completion: .file()) var paths: [String]
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where to write; - for standard output.", valueName: "file"),
    completion: .file())
  var output = Baseline.fileName
  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    let (configuration, path) = try ConfigurationLoader.load(
      explicit: options.config, searchFrom: paths.first, purpose: .check)
    let run = CheckRun(
      configuration: configuration, path: path, language: display.resolvedLanguage, question: CheckQuestion())
    let (files, unreadable) = FileFinder.files(below: paths)
    var problems = unreadable.map { "\($0.path): \($0.reason)" }
    let place = BaselineFile(output == "-" ? Baseline.fileName : output)
    var baseline = Baseline()
    run.outcomes(of: files) { outcome in
      if let problem = outcome.problem { problems.append(problem) }
      for result in outcome.results {
        for finding in result.judgement.findings {
          baseline.add(
            Baseline.Key(
              path: place.name(of: outcome.file.path), rule: finding.rule.description,
              context: FindingContext.of(finding, in: result, linter: run.check.linter)))
        }
      }
    }
    for problem in problems { Terminal.complain("presend: \(problem)") }
    // A baseline of half the files would let the other half fail.
    guard problems.isEmpty else { throw ExitCode(2) }
    try write(baseline)
  }

  private func write(_ baseline: Baseline) throws {
    let octets = Array(baseline.json.utf8)
    if output == "-" {
      Terminal.write(octets, to: 1)
      return
    }
    do throws(WholeWrite.Failure) {
      try WholeWrite.replace(output, with: octets)
    } catch {
      Terminal.complain("presend: \(output): \(error)")
      throw ExitCode(2)
    }
    let findings = CountedNoun.text(baseline.total, "finding")
    Terminal.print("wrote \(output): \(findings); commit it, and check with --baseline \(output)")
  }
}
