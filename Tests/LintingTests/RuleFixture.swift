import Foundation
import Linting
import MailContent
import MailSyntax
import Policy
import TestSupport
import Testing

/// One file of Fixtures/rules/<group>/<rule>/{ok,err}, judged as every fixture is.
///
/// The organisation of all fixtures has the domains beispiel.test and *.beispiel.test, but not partner.beispiel.test.
/// People at agreed.test have agreed to tracking. For the rules of consent/ there is a store, which knows people by
/// their domains: granted.test, denied.test and so on. Messages declare their class by `Presend-Class:`;
/// max@privat.test writes privately; templates are newsletters where their name begins so.
struct RuleFixture: CustomTestStringConvertible, Sendable {
  let file: URL
  let rule: RuleID
  let expectsFinding: Bool

  var testDescription: String { "\(rule)/\(expectsFinding ? "err" : "ok")/\(file.lastPathComponent)" }
  var golden: URL { file.appendingPathExtension("out") }

  /// "recipients/".
  private var group: String { String(rule.description.prefix { $0 != "/" }) + "/" }

  static let all: [RuleFixture] = groups().flatMap { group in
    folders(in: group).flatMap { rule in
      ["ok", "err"].flatMap { kind in
        files(in: rule.appending(path: kind)).filter { $0.pathExtension != "out" }.map { file in
          let id = RuleID("\(group.lastPathComponent)/\(rule.lastPathComponent)")
          return RuleFixture(file: file, rule: id, expectsFinding: kind == "err")
        }
      }
    }
  }

  static func context(path: String, recipients: [AddrSpec], keepsConsent: Bool = false) -> Context {
    var settings = Settings()
    settings.organisation.domains = ["beispiel.test", "*.beispiel.test", "!partner.beispiel.test"]
    var newsletters = ClassPolicy(mailClass: .newsletter)
    newsletters.path = "newsletter-*"
    var privately = ClassPolicy(mailClass: .private)
    privately.from = "max@privat.test"
    settings.classes = [newsletters, privately]
    let agreed = recipients.filter { $0.domain == "agreed.test" }.map {
      ($0.comparisonKey, [Purpose.tracking: ConsentState.granted])
    }
    let recorded = recipients.compactMap { recipient -> (String, [Purpose: ConsentState])? in
      guard let state = ConsentState(rawValue: String(recipient.domain.prefix { $0 != "." })) else { return nil }
      return (recipient.comparisonKey, [.mail: state])
    }
    let consent = ConsentAnswers(states: Dictionary(agreed + recorded) { first, _ in first }, isKept: keepsConsent)
    return Context(consent: consent, settings: settings, path: path)
  }

  /// Class, evidence and findings.
  func judged(by linter: Linter) throws -> (mailClass: ClassDecision, findings: [Finding], octets: [UInt8]) {
    let octets = [UInt8](try Data(contentsOf: file))
    let subject: Subject
    let reading: Reading
    var recipients: [AddrSpec] = []
    if file.pathExtension == "eml" {
      let message = Message.parse(octets)
      let fields = [FieldName.to, .cc, .bcc].flatMap { message.fields(named: $0) }
      recipients = fields.flatMap { message.mailboxes(in: $0) }.map(\.address)
      subject = .message(message)
      reading = Reading(of: message)
    } else {
      subject = .template(octets)
      reading = Reading(template: octets, format: file.pathExtension == "txt" ? .plain : .html)
    }
    let context = Self.context(
      path: file.lastPathComponent, recipients: recipients, keepsConsent: group == "consent/")
    let mailClass = ClassDecider.decide(subject, reading: reading, context: context)
    let findings = linter.findings(in: subject, reading: reading, mailClass: mailClass, context: context)
    return (mailClass, findings, octets)
  }

  /// What the golden file holds: the class, and the findings of the fixture's own group of rules, so that a new rule
  /// elsewhere leaves it alone.
  func report(by linter: Linter) throws -> String {
    let (mailClass, findings, octets) = try judged(by: linter)
    let lines = LineIndex(octets)
    var report = "class \(mailClass.mailClass.rawValue): \(mailClass.evidence.joined(separator: ", "))\n"
    for finding in findings where finding.rule.description.hasPrefix(group) {
      let start = lines.position(of: finding.place.octets.lowerBound)
      let end = lines.position(of: finding.place.octets.upperBound)
      report += "\(start.line):\(start.column)-\(end.line):\(end.column) \(finding.severity.rawValue) \(finding.rule)"
      report += " (\(finding.action.rawValue)): \(finding.message)\n"
      report += "  | \(finding.evidence)\n"
      if !finding.recipients.isEmpty {
        report += "  concerns \(finding.recipients.map(\.wireForm).joined(separator: ", "))\n"
      }
    }
    return report
  }

  private static func groups() -> [URL] { folders(in: PackageFolder.fixtures.appending(path: "rules")) }
  private static func folders(in folder: URL) -> [URL] { files(in: folder) }
  private static func files(in folder: URL) -> [URL] {
    let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (found ?? []).filter { !$0.lastPathComponent.hasPrefix(".") }.sorted { $0.path < $1.path }
  }
}
