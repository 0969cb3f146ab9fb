internal import ArgumentParser
internal import Configuration
internal import Gateway
internal import Linting

/// Which findings were there before.
struct BaselineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Leave out the findings of this file, which presend baseline wrote. Otherwise “baseline” in presend.yml counts.",
      valueName: "file"), completion: .file())
  var baseline: String?
  @Flag(help: "Leave no finding out, whatever presend.yml says.") var noBaseline = false
  @Flag(help: "Take out of the baseline what no longer occurs. Nothing is added.") var updateBaseline = false

  func validate() throws {
    if noBaseline, baseline != nil || updateBaseline {
      throw ValidationError("--no-baseline leaves nothing to read or update; take one of the options away")
    }
  }

  /// The file that counts; nil where there is none.
  func file(_ configuration: Configuration) throws -> BaselineFile? {
    if noBaseline { return nil }
    let path = baseline ?? configuration.baseline
    if path == nil, updateBaseline {
      throw ValidationError("there is no baseline to update; write one with presend baseline PATH…")
    }
    return path.map { BaselineFile($0) }
  }
}

/// A baseline in use.
struct BaselineUse {
  let file: BaselineFile
  private(set) var comparison: BaselineComparison
  private let before: Baseline

  init(_ file: BaselineFile, linter: Linter) throws(ConfigurationError) {
    self.file = file
    before = try file.read()
    comparison = BaselineComparison(
      before, linter: linter, path: { file.name(of: $0) }, isThere: { file.isThere($0) })
  }

  mutating func subtract(from outcome: FileOutcome) -> FileOutcome { comparison.subtract(from: outcome) }

  /// Tells what no longer occurs, and takes it out of the file where asked to.
  /// - Returns: what went wrong.
  func finish(updates: Bool) -> String? {
    let shrunk = comparison.shrunk
    guard updates else {
      if comparison.resolved > 0 {
        let gone = CountedNoun.text(comparison.resolved, "finding")
        Terminal.complain("presend: \(file.path): \(gone) not met any more; --update-baseline shortens the file")
      }
      return nil
    }
    guard shrunk != before else { return nil }
    do throws(WholeWrite.Failure) {
      try WholeWrite.replace(file.path, with: Array(shrunk.json.utf8))
    } catch {
      return "\(file.path): \(error)"
    }
    Terminal.complain("presend: \(file.path): \(CountedNoun.text(before.total, "finding")) before, \(shrunk.total) now")
    return nil
  }
}
