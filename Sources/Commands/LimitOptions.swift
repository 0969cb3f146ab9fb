internal import ArgumentParser
internal import Gateway
internal import Policy
internal import Reporting

/// What makes a check fail.
struct LimitOptions: ParsableArguments {
  /// The severity from which findings make the exit status 1.
  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case error, warning, note, never

    var severity: Severity? { Severity(rawValue: rawValue) }
  }

  @Option(help: "The severity from which findings make the exit status 1: error, warning, note or never.")
  var failOn = FailOn.error
  @Option(help: ArgumentHelp("Fail also where there are more warnings than this.", valueName: "number"))
  var maxWarnings: Int?

  func validate() throws {
    if let maxWarnings, maxWarnings < 0 { throw ValidationError("--max-warnings takes a number from 0") }
  }

  /// The exit status, and why it is 1 where the findings themselves do not show it.
  func status(for summary: Summary) -> (status: Int32, reason: String?) {
    if let severity = failOn.severity, summary.findings(atLeast: severity) > 0 { return (1, nil) }
    if let maxWarnings, summary.warnings > maxWarnings {
      let verb = summary.warnings == 1 ? "is" : "are"
      return (1, "\(CountedNoun.text(summary.warnings, "warning")) \(verb) more than --max-warnings \(maxWarnings)")
    }
    return (0, nil)
  }
}
