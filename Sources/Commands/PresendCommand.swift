internal import ArgumentParser
internal import Gateway

/// `presend`: the commands for people and for CI.
struct PresendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "presend",
    abstract: "Checks outgoing mail before it leaves: open Cc lists, tracking, unsubscribing, the reason for contact.",
    discussion: """
      Under the name of sendmail it takes messages as sendmail(1) does, rewrites, holds or rejects what would break the \
      law or a promise, and relays the rest.

      Exit status: 0 clean, 1 findings, 2 the work could not be done.
      """,
    version: Version.text,
    subcommands: [
      CheckCommand.self, BaselineCommand.self, SendCommand.self, InspectCommand.self, ExplainCommand.self,
      RulesCommand.self,
      QueueCommand.self, HeldCommand.self, ConsentCommand.self, UnsubscribeCommand.self, AuditCommand.self,
      ConfigCommand.self, InitCommand.self, DoctorCommand.self, CompletionsCommand.self,
    ])
}
