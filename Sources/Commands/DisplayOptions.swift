internal import ArgumentParser
internal import Gateway
internal import Policy

/// How a command speaks: language and colour.
struct DisplayOptions: ParsableArguments {
  enum Colour: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  @Option(help: "The language of explanations: en or de. Otherwise as LANG says.") var language: Language?
  @Option(name: [.customLong("color"), .customLong("colour")], help: "auto, always or never.") var colour = Colour.auto

  var resolvedLanguage: Language { language ?? .ofEnvironment }

  /// NO_COLOR (no-color.org), FORCE_COLOR (force-color.org) and CLICOLOR_FORCE (bixense.com/clicolors) are honoured,
  /// the one that says no first.
  var usesColour: Bool {
    switch colour {
    case .always: true
    case .never: false
    case .auto:
      if !(Host.environment("NO_COLOR") ?? "").isEmpty {
        false
      } else if ["FORCE_COLOR", "CLICOLOR_FORCE"].contains(where: Self.isSet) {
        true
      } else {
        Terminal.isTerminal(1) && Host.environment("TERM") != "dumb"
      }
    }
  }

  private static func isSet(_ variable: String) -> Bool {
    guard let value = Host.environment(variable) else { return false }
    return !["", "0", "false"].contains(value)
  }
}

extension Language: ExpressibleByArgument {}
