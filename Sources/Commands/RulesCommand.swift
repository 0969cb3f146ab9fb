internal import ArgumentParser
internal import Gateway
internal import Linting
internal import MailSyntax
internal import Policy
internal import Reporting

/// `presend rules`: the catalogue.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List the rules: severity, what the gateway does, sources.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(help: "text or json.") var format = Format.text
  @OptionGroup var display: DisplayOptions

  func run() {
    let language = display.resolvedLanguage
    let text =
      switch format {
      case .text: RuleTable.text(RulePacks.builtIn, language: language, usesColour: display.usesColour)
      case .json: RuleTable.json(RulePacks.builtIn, language: language)
      }
    Terminal.write(Array(text.utf8), to: 1)
  }
}
