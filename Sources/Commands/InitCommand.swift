internal import ArgumentParser
internal import Configuration
internal import Gateway
internal import Glibc

/// `presend init`: writes a commented presend.yml.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented presend.yml to begin with. Never overwrites a file.")

  @Option(help: ArgumentHelp("Your organisation's mail domain.", valueName: "domain"))
  var domain: String?
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where to write; - for standard output.", valueName: "file"),
    completion: .file())
  var output = ConfigurationSearch.fileName

  /// Everybody may read it: it holds no secrets.
  private static let permissions: mode_t = 0o644

  func run() throws {
    let text = ConfigurationTemplate.yaml(domain: domain)
    do {
      _ = try Configuration.read(yaml: text, file: output)
    } catch {
      // The template itself can be read; only a bad domain breaks it.
      Terminal.complain("presend: \(error.problem); \(error.mend)")
      throw ExitCode(2)
    }
    let octets = Array(text.utf8)
    if output == "-" {
      Terminal.write(octets, to: STDOUT_FILENO)
      return
    }
    try write(octets)
    Terminal.print("wrote \(output); edit it, then run “presend config check \(output)”")
  }

  private func write(_ octets: [UInt8]) throws {
    let descriptor = open(output, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, Self.permissions)
    guard descriptor >= 0 else {
      let mend = errno == EEXIST ? "; remove it first, or write elsewhere with --output" : ""
      Terminal.complain("presend: \(output): \(String(cString: strerror(errno)))\(mend)")
      throw ExitCode(2)
    }
    defer { close(descriptor) }
    do {
      try WholeWrite.write(octets, to: descriptor)
    } catch {
      Terminal.complain("presend: \(output): \(error)")
      unlink(output)
      throw ExitCode(2)
    }
  }
}
