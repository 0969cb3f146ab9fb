internal import ArgumentParser
internal import Policy

/// How a command speaks: language and colour.
struct DisplayOptions: ParsableArguments {
  enum Colour: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  @Option(help: "The language of explanations: en or de. Otherwise as LANG says.") var language: Language?
  @Option(name: [.customLong("color"), .customLong("colour")], help: "auto, always or never.") var colour = Colour.auto

  var resolvedLanguage: Language { language ?? .ofEnvironment }

  /// NO_COLOR (no-color.org) and CLICOLOR_FORCE are honoured.
  var usesColour: Bool {
    switch colour {
    case .always: true
    case .never: false
    case .auto:
      if !(Host.environment("NO_COLOR") ?? "").isEmpty {
        false
      } else if let forced = Host.environment("CLICOLOR_FORCE"), !forced.isEmpty, forced != "0" {
        true
      } else {
        Terminal.isTerminal(1) && Host.environment("TERM") != "dumb"
      }
    }
  }
}

extension Language: ExpressibleByArgument {}
