internal import ArgumentParser
internal import Gateway
internal import MailSyntax
internal import Reporting

/// `presend inspect`: shows how presend reads messages.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show how presend reads a message: fields, people, parts, links, what is fetched, defects.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, jsonl
  }

  @Argument(help: "Messages; - reads standard input.", completion: .file())
  var files: [String]

  @Option(help: "text, json, or jsonl (one object a file and line).")
  var format = Format.text

  @Flag(help: "Add the decoded content of every part, in base64 (text as UTF-8).")
  var bodies = false

  func run() throws {
    var failed = false
    for file in files {
      do throws(FileReading.Problem) {
        let inspection = Inspection(
          path: file, octets: try FileReading.octets(of: file, limit: FileReading.maximumCheckedOctets))
        show(inspection)
      } catch {
        Terminal.complain("presend: \(error)")
        failed = true
      }
    }
    if failed { throw ExitCode(2) }
  }

  private func show(_ inspection: Inspection) {
    switch format {
    case .text: Terminal.print(InspectionText(inspection).text)
    case .json: Terminal.print(inspection.json(includesBodies: bodies).indentedText)
    case .jsonl: Terminal.print(inspection.json(includesBodies: bodies).text)
    }
  }
}
