import Configuration
import Foundation
import Policy

/// `rule-compiler swift|docs|manual --output FILE PACK…`: turns rule packs into Swift source, into docs/rules.md, or
/// into the manual page of the configuration that sets them.
///
/// Exits with 0, or with 1 and one line per error: `file:line:column: problem; mend`.
@main
enum RuleCompiler {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 4, arguments[1] == "--output" else {
      fail("usage: rule-compiler swift|docs|manual --output FILE PACK...")
    }
    do {
      let packs = try RulePackFiles(paths: Array(arguments[3...]))
      let text: String
      switch arguments[0] {
      case "swift": text = SwiftSource(packs).text
      case "docs": text = RulesPage(rules: packs.rules, services: packs.services).text
      case "manual": text = ConfigurationManual.page(rules: KnownRules(packs.rules), date: manualDate)
      default: fail("unknown output “\(arguments[0])”; use swift, docs or manual")
      }
      try Data(text.utf8).write(to: URL(filePath: arguments[2]), options: .atomic)
    } catch {
      fail("\(error)")
    }
  }

  /// The day in the page's head; from the environment, so that the page is the same whenever it is made.
  private static var manualDate: String { ProcessInfo.processInfo.environment["MANUAL_DATE"] ?? "January 1, 2026" }

  private static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(1)
  }
}

/// The packs named on the command line, read.
struct RulePackFiles {
  private(set) var rules: [Rule] = []
  private(set) var services: [TrackingService] = []
  private(set) var mailboxes = MailboxFacts(consumerDomains: [], roleNames: [])
  private(set) var evidence = ClassEvidence(fields: [], phrases: [:], numbers: [:])

  /// - Parameter paths: `trackers.yml` lists tracking services, `classes.yml` what speaks for a class, `mailboxes.yml`
  ///   what is known of mailboxes; every other file holds rules.
  init(paths: [String]) throws {
    for path in paths {
      let yaml = try String(contentsOfFile: path, encoding: .utf8)
      switch URL(filePath: path).lastPathComponent {
      case "trackers.yml": services += try TrackerPackReader.read(yaml: yaml, file: path)
      case "classes.yml": evidence = try ClassEvidenceReader.read(yaml: yaml, file: path)
      case "mailboxes.yml": mailboxes = try MailboxFactsReader.read(yaml: yaml, file: path)
      default: rules += try RulePackReader.read(yaml: yaml, file: path)
      }
    }
    rules.sort { $0.id < $1.id }
  }
}
