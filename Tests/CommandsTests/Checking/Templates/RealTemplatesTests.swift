import Configuration
import Foundation
import Linting
import MailContent
import Policy
import Reporting
import TestSupport
import Testing

@testable import Commands

/// Template files of public repositories: which language they are in, and where labels say that what they owe stands.
@Suite(.enabled(if: SharedData.has("data/templates/MANIFEST.tsv"), "the collection of templates is not at hand"))
struct RealTemplatesTests {
  private static let folder = SharedData.root.appendingPathComponent("data/templates")

  private static func root(_ repository: String) -> String {
    folder.appendingPathComponent("files/" + String(repository.map { $0 == "/" ? "+" : $0 })).path
  }

  /// What the collection calls the languages, and what they may be found as. Languages of a family are alike where a
  /// file has only names in double braces; and a file without any expression is markup or text, whatever its project
  /// uses.
  private static let accepted: [String: Set<String>] = [
    "twig": ["twig"], "erb": ["erb"], "php": ["php"], "django": ["django"],
    "jinja2(sendwithus)": ["jinja"], "handlebars": ["handlebars"], "eex/heex": ["eex", "heex"], "jinja2": ["jinja"],
    "mustache(postmark)": ["mustache", "handlebars"], "handlebars(rust)": ["handlebars"], "blade": ["blade"],
    "velocity(txt)": ["velocity"], "mjml+jinja2": ["mjml"], "go-template": ["go-template"], "eex": ["eex"],
    "mjml": ["mjml"],
    "handlebars(.net)": ["handlebars", "mustache"], "mjml+twig": ["mjml"],
    "handlebars+inky(panini)": ["handlebars", "html"],
    "benchpress(tpl)": ["benchpress"], "php(json)": ["php"], "maizzle(posthtml)": ["html", "mustache", "handlebars"],
    "html(inky)": ["html"], "haml": ["haml"], "erb(md)": ["erb"], "html": ["html", "mustache", "merge-tags"],
    "heex": ["heex"], "thymeleaf": ["thymeleaf"], "razor": ["razor"], "ejs": ["ejs"], "mjml(rrze)": ["mjml"],
    "react-email(tsx)": ["declined"], "pug": ["declined"],
  ]

  /// Files whose content shows less than their project knows.
  private static func isExcused(_ found: String, _ octets: [UInt8]) -> String? {
    let text = String(decoding: octets, as: UTF8.self)
    let hasTags = ["{{", "{%", "<%", "<?", "${", "[%", "#if", "#set"].contains { text.contains($0) }
    if !hasTags, ["html", "text", "merge-tags"].contains(found) { return "no expression" }
    let hasBlocks = text.contains("{%") || text.contains("{{#") || text.contains("{{/")
    if !hasBlocks, TemplateLanguage(rawValue: found)?.isCurly ?? false { return "only names in double braces" }
    return nil
  }

  @Test("the language of every file is that of the collection's list")
  func languages() throws {
    let rows = try SharedData.table("data/templates/MANIFEST.tsv")
    #expect(rows.count > 1_000)
    let kinds = TemplateKinds(TemplateSettings(), place: WorkingPlace(folder: nil))
    var wrong: [String] = []
    var excused: [String: Int] = [:]
    for row in rows {
      let path = Self.root(row["repo"] ?? "") + "/" + (row["path"] ?? "")
      let octets = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      var found = kinds.kind(ofPath: path, octets: octets)?.language.rawValue ?? "none"
      if case .declined = FileKind(name: FilePath.name(of: path)) { found = "declined" }
      if Self.accepted[row["language"] ?? ""]?.contains(found) ?? false { continue }
      if let reason = Self.isExcused(found, octets) {
        excused[reason, default: 0] += 1
      } else {
        wrong.append("\(row["language"] ?? "") \(found) \(row["repo"] ?? "") \(row["path"] ?? "")")
      }
    }
    let unexpected = wrong.filter { line in !Self.exceptions.contains { line.contains($0.path) } }
    #expect(unexpected.isEmpty, "\(unexpected.joined(separator: "\n"))")
    print("languages: \(rows.count) files, \(wrong.count) exceptions, excused \(excused)")
  }

  /// Files that show another language than their list says, and why.
  private static let exceptions: [(path: String, reason: String)] = [
    ("mailpoet/mailpoet mailpoet/views/emails/", "Twig with delimiters of its own: <% %> instead of {% %}")
  ]

  /// A label of something that another file provides.
  private struct Label: CustomTestStringConvertible {
    let rule: String
    let repository: String
    let path: String
    let provider: String
    var testDescription: String { "\(rule) \(repository) \(path)" }
  }

  @Test("of what labels say to stand in another file, at least 85 % is found via that file")
  func labelsViaAnotherFile() throws {
    var labels: [Label] = []
    for row in try SharedData.table("data/templates/labels.tsv") {
      let path = row["path"] ?? ""
      // Programs are declined.
      guard !path.hasSuffix(".tsx") else { continue }
      for (column, rule) in [("unsub", "unsubscribe/missing"), ("reason", "reason/missing")] where row[column] == "V" {
        let evidence = row[column + "_evidence"] ?? ""
        let provider = evidence.dropFirst("via ".count).prefix { $0 != ":" }
        labels.append(Label(rule: rule, repository: row["repo"] ?? "", path: path, provider: String(provider)))
      }
    }
    #expect(labels.count >= 16)
    var missed: [String] = []
    var counts = (via: 0, here: 0, resolved: 0)
    for label in labels {
      let (provisions, companions) = found(label)
      if companions.contains(label.provider) { counts.resolved += 1 }
      let own = provisions.filter { $0.rule.description == label.rule }
      if own.contains(where: { $0.found == .via && $0.path == label.provider }) {
        counts.via += 1
      } else if own.contains(where: { $0.found == .here }) {
        counts.here += 1
        missed.append("\(label.testDescription) wants \(label.provider), is here")
      } else {
        let texts = own.map { "\($0.found) \($0.path):\($0.line)" }
        missed.append("\(label.testDescription) wants \(label.provider), has \(texts) among \(companions)")
      }
    }
    let all = Double(labels.count)
    print(
      "labels via another file: \(labels.count), file resolved \(counts.resolved), via it \(counts.via), here \(counts.here)"
    )
    #expect(counts.resolved == labels.count)
    // The two that are not meant by the rule: a link that removes the account is no way to end a newsletter alone.
    #expect(Double(counts.via) / all >= 0.85, "\(missed.joined(separator: "\n"))")
  }

  private func found(_ label: Label) -> (provisions: [ReportedProvision], companions: [String]) {
    guard let root = FilePath.real(Self.root(label.repository)) else { return ([], []) }
    let graph = TemplateGraph(TemplateSettings(), place: WorkingPlace(folder: root))
    let check = FileCheck(
      settings: Settings(), language: .english, question: CheckQuestion(mailClass: .newsletter), graph: graph)
    let path = root + "/" + label.path
    let loaded = check.load(FoundFile(path: path, isNamed: true, size: 0))
    let companions = graph.file(at: path).map { graph.surroundings(of: $0).companions.map(\.path) } ?? []
    return (loaded.subjects.flatMap { check.result(of: $0, consent: .init(states: [:])).provisions }, companions)
  }
}
