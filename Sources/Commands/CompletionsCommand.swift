internal import ArgumentParser
internal import Gateway

/// `presend completions`: what makes a shell complete commands, options and their values.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the completion script of a shell: bash, zsh or fish.",
    discussion: """
      bash: presend completions bash > ~/.local/share/bash-completion/completions/presend
      zsh: presend completions zsh > a folder of $fpath, as _presend
      fish: presend completions fish > ~/.config/fish/completions/presend.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  @Argument(help: "bash, zsh or fish.") var shell: Shell

  func run() {
    let known: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    Terminal.print(PresendCommand.completionScript(for: known))
  }
}
