internal import ArgumentParser
internal import Configuration
internal import Gateway
internal import Linting
internal import MailQueue
internal import MailSyntax
internal import Policy
internal import Reporting

/// `presend explain`: what a rule wants, why, and how to mend; for a held message or a file, of the rules it breaks.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule: what, why (its sources) and how to mend. For a message: the rules it breaks.")

  @Argument(
    help: "A rule (tracking/pixel), a group of rules (tracking), the queue id of a held message, or a file.",
    completion: .list(RulePacks.builtIn.map(\.id.description).sorted()))
  var subject: String
  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    let rules = try explained()
    let text = ExplainText(
      language: display.resolvedLanguage, width: min(Terminal.width, 100), usesColour: display.usesColour)
    Terminal.write(Array(rules.map(text.text).joined(separator: "\n").utf8), to: 1)
  }

  private func explained() throws -> [Rule] {
    let all = RulePacks.builtIn
    let named = all.filter { $0.id.description == subject || $0.id.description.hasPrefix(subject + "/") }
    if !named.isEmpty { return named }
    if let id = QueueID(subject) {
      let listing = try Opened(explicit: options.config).queue.listing(id)
      Terminal.print(QueueListing.text(of: [.whole(listing)], now: Host.now) + "\n")
      return all.filter { rule in listing.entry.holdReasons.contains { $0.rule == rule.id.description } }
    }
    if FileFinder.exists(subject) { return try broken(by: subject) }
    let near = NearestName.of(subject, among: all.map(\.id.description)).map { "; did you mean \($0)?" } ?? ""
    throw ValidationError(
      "\(Terminal.quoted(subject)) is no rule, queue id or file\(near) (presend rules lists the rules)")
  }

  private func broken(by path: String) throws -> [Rule] {
    let (configuration, file) = try ConfigurationLoader.load(
      explicit: options.config, searchFrom: path, purpose: .check)
    let run = CheckRun(
      configuration: configuration, path: file, language: display.resolvedLanguage, question: CheckQuestion())
    let (files, unreadable) = FileFinder.files(below: [path])
    var problem = unreadable.first.map { "\($0.path): \($0.reason)" }
    var found: Set<RuleID> = []
    run.outcomes(of: files) { outcome in
      found.formUnion(outcome.results.flatMap(\.judgement.findings).map(\.rule))
      problem = problem ?? outcome.problem
    }
    if let problem { throw ValidationError(problem) }
    if found.isEmpty { Terminal.print("\(path): no findings") }
    return RulePacks.builtIn.filter { found.contains($0.id) }
  }
}
