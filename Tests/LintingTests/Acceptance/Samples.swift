import MailContent
import MailSyntax
import Policy

@testable import Linting

/// Small messages for acceptance tests.
enum Samples {
  static let linter = Linter()

  static func message(
    from: String = "Erika <erika@beispiel.test>", to: String = "anna@kunde.test", fields: [String] = [],
    html: String? = nil, text: String = "Guten Tag", subject: String = "Termin"
  ) -> Message {
    let type = html == nil ? "text/plain" : "text/html"
    let extra = fields.map { $0 + "\r\n" }.joined()
    let header =
      "From: \(from)\r\nTo: \(to)\r\nSubject: \(subject)\r\n\(extra)Date: Sat, 21 Nov 2026 10:00:00 +0100\r\n"
      + "MIME-Version: 1.0\r\n"
    return Message.parse(Array("\(header)Content-Type: \(type); charset=utf-8\r\n\r\n\(html ?? text)\r\n".utf8))
  }

  static func context(
    recipients: [String] = ["anna@kunde.test"], tracking: [String: ConsentState] = [:], mailClass: MailClass? = nil,
    language: Language = .english, edit: (inout Settings) -> Void = { _ in }
  ) -> Context {
    var settings = Settings()
    settings.organisation.domains = ["beispiel.test"]
    edit(&settings)
    let states = tracking.map { address, state in
      (AddrSpec(parsing: address)!.comparisonKey, [Purpose.tracking: state, .mail: .granted])
    }
    let envelope = Envelope(
      reversePath: AddrSpec(parsing: "erika@beispiel.test"), recipients: recipients.map { AddrSpec(parsing: $0)! })
    return Context(
      envelope: envelope, consent: ConsentAnswers(states: Dictionary(uniqueKeysWithValues: states)), settings: settings,
      demandedClass: mailClass, language: language)
  }

  /// The class of a message to these people.
  static func decision(on message: Message, to recipients: [String] = ["anna@kunde.test"]) -> ClassDecision {
    ClassDecider.decide(.message(message), reading: Reading(of: message), context: context(recipients: recipients))
  }

  static func findings(_ message: Message, _ context: Context, rule: RuleID? = nil) -> [Finding] {
    let reading = Reading(of: message)
    let mailClass = ClassDecider.decide(.message(message), reading: reading, context: context)
    let all = linter.findings(in: .message(message), reading: reading, mailClass: mailClass, context: context)
    return rule.map { id in all.filter { $0.rule == id } } ?? all
  }
}
