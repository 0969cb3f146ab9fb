internal import ArgumentParser

/// The option of every command that reads presend.yml.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Read this configuration, not the one that is found.", valueName: "file"), completion: .file())
  var config: String?

  init() {}
}
