import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Rows of the requirements about who may be written to, and what a mail says of a person.
@Suite struct ConsentRequirementTests {
  private func context(_ state: ConsentState?, _ mailClass: MailClass = .newsletter) -> Context {
    var context = Samples.context(mailClass: mailClass)
    let states = state.map { ["anna@kunde.test": [Purpose.mail: $0]] } ?? [:]
    context.consent = ConsentAnswers(states: states, isKept: true)
    return context
  }
  private func rules(_ context: Context) -> [RuleID] {
    Samples.findings(Samples.message(), context).map(\.rule).filter { $0.description.hasPrefix("consent/") }
  }

  @Test func `2.5 2.6 a request that is not confirmed gets no advertising`() {
    #expect(rules(context(.requested)) == ["consent/unconfirmed"])
    #expect(rules(context(.requested, .consentRequest)).isEmpty)
    #expect(rules(context(.granted)).isEmpty)
  }

  @Test func `2.4 who objected gets nothing but what is owed`() {
    for state in [ConsentState.denied, .withdrawn] {
      for mailClass in [MailClass.newsletter, .firstContact, .consentRequest] {
        #expect(rules(context(state, mailClass)) == ["consent/suppressed"])
      }
      #expect(rules(context(state, .transactional)).isEmpty)
    }
  }

  @Test func `2.10 every recipient of bulk mail has a basis, as far as a store is kept`() {
    #expect(rules(context(nil)) == ["consent/none"])
    var unkept = context(nil)
    unkept.consent = ConsentAnswers(states: [:])
    #expect(rules(unkept).isEmpty)
  }

  @Test func `when the store is silent no suppressed person is written to`() throws {
    var silent = context(nil)
    silent.consent = ConsentAnswers(failure: "locked")
    let message = Samples.message()
    let judgement = Judge.judge(
      message, reading: Reading(of: message), context: silent,
      linter: Linter(rules: RulePacks.builtIn.filter { $0.id.description.hasPrefix("consent/") }),
      additions: MandatoryFields(messageID: "<1@x.test>", date: "", from: nil))
    guard case .tempfail(let reason) = judgement.verdict else {
      Issue.record("\(judgement.verdict)")
      return
    }
    #expect(reason.contains("consent/suppressed") && reason.contains("locked"))
  }

  @Test(arguments: [
    ([(ConsentState.granted, 5)], ConsentState.granted), ([(.granted, 5), (.withdrawn, 5)], .withdrawn),
    ([(.withdrawn, 4), (.granted, 5)], .granted), ([(.requested, 9), (.granted, 5)], .granted),
    ([(.withdrawn, 5), (.requested, 9)], .requested), ([(.requested, 4), (.denied, 5)], .denied),
    ([(.requested, 1)], .requested), ([], .unknown), ([(.denied, 1), (.withdrawn, 2)], .withdrawn),
  ])
  func whatCounts(_ events: [(ConsentState, Int)], _ state: ConsentState) {
    #expect(ConsentState.counting(among: events.map { (state: $0.0, at: $0.1) }) == state)
  }

  @Test func `3.23 a field with a date of birth is told`() {
    let octets = Array("<p>Alles Gute! {{ customer.birthday }}</p>".utf8)
    #expect(templateRules(octets).contains("template/birth-date"))
    #expect(!templateRules(Array("<p>{{ customer.name }}</p>".utf8)).contains("template/birth-date"))
  }

  @Test(arguments: [
    "https://beispiel.test/x?email={{ email }}", "https://beispiel.test/{{ first_name }}/x",
    "https://beispiel.test/?ip=*|IP|*",
    "https://beispiel.test/?d={{ device_id }}",
  ])
  func `3.24 personal data in URLs is told`(_ url: String) {
    #expect(templateRules(Array("<a href=\"\(url)\">x</a>".utf8)).contains("template/personal-data-in-url"))
    #expect(templateRules(Array("<img src=\"\(url)\">".utf8)).contains("template/personal-data-in-url"))
  }

  @Test func `4.3 a request for consent is plain text alone`() {
    let html = Samples.message(html: "<p>Bitte bestätigen Sie</p>")
    let context = Samples.context(mailClass: .consentRequest)
    #expect(Samples.findings(html, context, rule: "consent/html-in-request").count == 1)
    #expect(Samples.findings(Samples.message(), context, rule: "consent/html-in-request").isEmpty)
  }

  private func templateRules(_ octets: [UInt8]) -> [RuleID] {
    Samples.linter.findings(
      in: .template(octets), reading: Reading(template: octets, format: .html),
      mailClass: ClassDecision(mailClass: .newsletter, evidence: ["test"]), context: Samples.context()
    ).map(\.rule)
  }
}
