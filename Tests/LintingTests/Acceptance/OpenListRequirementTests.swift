import MailSyntax
import Policy
import Testing

@testable import Linting

/// Rows 0.1 to 0.13 of the requirements: open distribution lists.
@Suite struct OpenListRequirementTests {
  private func hits(_ message: Message, _ context: Context = Samples.context()) -> [Finding] {
    Samples.findings(message, context, rule: "recipients/open-list")
  }

  @Test func `0.1 two unrelated external people are a hit in To and Cc, none in Bcc`() {
    #expect(hits(Samples.message(to: "anna@kunde.test, bert@firma.test")).count == 1)
    #expect(hits(Samples.message(fields: ["Cc: bert@firma.test"])).count == 1)
    #expect(hits(Samples.message(fields: ["Resent-To: bert@firma.test"])).count == 1)
    #expect(
      hits(Samples.message(to: "undisclosed-recipients:;", fields: ["Bcc: anna@kunde.test, bert@firma.test"])).isEmpty)
    #expect(hits(Samples.message(to: "anna@kunde.test, fritz@beispiel.test")).isEmpty)
  }

  @Test(arguments: [("Anfrage", MailClass.personal), ("Rundschreiben", .transactional), ("Newsletter", .newsletter)])
  func `0.2 inquiries, circulars and newsletters are hit alike`(_ subject: String, _ mailClass: MailClass) {
    let message = Samples.message(to: "anna@kunde.test, bert@firma.test", subject: subject)
    #expect(hits(message, Samples.context(mailClass: mailClass)).count == 1)
  }

  @Test func `0.3 the rule tells the fine of Merseburg with amount, date and source`() throws {
    let rule = try #require(Samples.linter.rule("recipients/open-list"))
    let precedent = try #require(rule.sources.first { $0.amount == "€ 2,628.50" })
    #expect(precedent.kind == .precedent)
    #expect(precedent.date == "2019-02-14")
    #expect(precedent.says(.german).contains("2.628,50 €") && precedent.says(.german).contains("14.02.2019"))
    #expect(precedent.citation(.german).contains("Sachsen-Anhalt"))
  }

  @Test func `0.5 people count, functions as configured`() {
    let people = Samples.message(to: "anna.muster@kunde.test, bert@firma.test")
    let functions = Samples.message(to: "info@kunde.test, presse@firma.test")
    let lenient = Samples.context { settings in
      settings.rules["recipients/open-list"] = RuleSettings()
      settings.rules["recipients/open-list"]?.numbers["count-role-addresses"] = 0
    }
    #expect(hits(people).count == 1 && hits(functions).count == 1)
    #expect(hits(people, lenient).count == 1 && hits(functions, lenient).isEmpty)
  }

  @Test func `0.6 ten visible recipients are ninety disclosures`() throws {
    let ten = (1...10).map { "p\($0)@firma\($0).test" }.joined(separator: ", ")
    let finding = try #require(hits(Samples.message(to: ten)).first)
    #expect(finding.message.contains("10 external recipients") && finding.message.contains("90 disclosures"))
    #expect(finding.recipients.count == 10)
    let german = try #require(hits(Samples.message(to: ten), Samples.context(language: .german)).first)
    #expect(german.message.contains("90 Offenlegungen"))
  }

  @Test func `0.8 content exempts nobody`() {
    let message = Samples.message(
      to: "anna@kunde.test, bert@firma.test", text: "Meine Meinung zur Politik. Es gilt die Meinungsfreiheit.")
    #expect(hits(message).count == 1)
  }

  @Test func `0.12 the household exemption stays narrow`() {
    let privately = Samples.context(mailClass: .private)
    #expect(hits(Samples.message(from: "max@privat.test", to: "oma@gmx.de, opa@web.de"), privately).isEmpty)
    #expect(hits(Samples.message(from: "max@privat.test", to: "oma@gmx.de, chef@firma.test"), privately).count == 1)
    let many = (1...31).map { "p\($0)@gmx.de" }.joined(separator: ", ")
    #expect(hits(Samples.message(from: "max@privat.test", to: many), privately).count == 1)
    // Only the organisation's policy or the caller makes mail private, never the message itself.
    let claimed = Samples.message(to: "oma@gmx.de, opa@web.de", fields: ["Presend-Class: private"])
    #expect(hits(claimed).count == 1)
  }

  @Test func `0.4 the second open list of a sender within a day goes one rung up`() {
    func action(_ action: Action, from limit: Int, recent: Int) -> Action? {
      var context = Samples.context { settings in
        settings.rules["recipients/open-list", default: .init()].action = action
        settings.rules["recipients/open-list", default: .init()].escalateFrom = limit
      }
      context.recentFindings = ["recipients/open-list": Array(repeating: 3_600, count: recent)]
      return hits(Samples.message(to: "anna@kunde.test, bert@firma.test"), context).first?.action
    }
    #expect(action(.rewrite, from: 2, recent: 0) == .rewrite)
    #expect(action(.rewrite, from: 2, recent: 1) == .hold)
    #expect(action(.warn, from: 2, recent: 1) == .rewrite)
    #expect(action(.hold, from: 2, recent: 1) == .reject)
    #expect(action(.reject, from: 2, recent: 5) == .reject)
    #expect(action(.rewrite, from: 0, recent: 9) == .rewrite)
  }

  @Test func `0.10 who goes on climbs the ladder from a warning to a refusal, and down again`() {
    let hour = 3_600
    let ladder = Ladder(from: 2, within: 24 * hour)
    // Open lists at these hours; then the action that each gets.
    let times = [0, 1, 2, 3, 4, 24, 27, 60, 83, 84]
    let actions: [Action] = times.indices.map { index in
      Action.warn.raised(by: ladder.rungs(after: times[..<index].map { (times[index] - $0) * hour }))
    }
    // At 24 the first one is past, at 27 the first four are, at 60 all are.
    #expect(actions == [.warn, .rewrite, .hold, .reject, .reject, .reject, .hold, .warn, .rewrite, .rewrite])
    for action in Action.allCases {
      #expect(action.raised(by: 0) == action)
      #expect(action.raised(by: 1_000) == (action == .off ? .off : .reject))
    }
    #expect(Ladder(from: 0).rungs(after: [1, 2, 3]) == 0)
    #expect(Ladder(from: 1).rungs(after: []) == 1)
  }

  @Test func `0.13 two organisations are stricter than one`() {
    func colleagues(_ count: Int) -> Message {
      Samples.message(to: (1...count).map { "p\($0)@kunde.test" }.joined(separator: ", "))
    }
    #expect(hits(colleagues(1)).isEmpty)
    #expect(hits(colleagues(2)).map(\.severity) == [.note])
    #expect(hits(colleagues(4)).map(\.action) == [.warn])
    #expect(hits(colleagues(5)).map(\.action) == [.rewrite])
    #expect(hits(Samples.message(to: "anna@kunde.test, bert@mail.firma.test")).map(\.severity) == [.error])
    #expect(hits(Samples.message(to: "anna@gmx.de, bert@gmx.de")).count == 1)
    #expect(hits(Samples.message(to: "a@amt.co.uk, b@firma.co.uk")).count == 1)
  }

  @Test func `the threshold is the number of mailboxes from which it is a hit`() {
    let two = Samples.message(to: "anna@kunde.test, bert@firma.test")
    let three = Samples.message(to: "anna@kunde.test, bert@firma.test, chris@verein.test")
    let context = Samples.context { settings in
      settings.rules["recipients/open-list"] = RuleSettings()
      settings.rules["recipients/open-list"]?.numbers["threshold"] = 3
    }
    #expect(hits(two, context).isEmpty)
    #expect(hits(three, context).count == 1)
  }

  @Test func `without configured domains all that belongs to the author's is internal`() {
    let departments = Samples.message(
      from: "erika@einkauf.firma.test", to: "anna@lager.firma.test, bert@firma.test, chris@x.lager.firma.test")
    #expect(hits(departments, Samples.context { $0.organisation.domains = [] }).isEmpty)
    let others = Samples.message(from: "erika@einkauf.firma.test", to: "anna@andere.test, bert@dritte.test")
    #expect(hits(others, Samples.context { $0.organisation.domains = [] }).count == 1)
    let exact = Samples.context { $0.organisation.domains = ["einkauf.firma.test"] }
    #expect(hits(departments, exact).count == 1)
  }

  @Test func `without configured domains the author's own are internal, unless anybody can have them`() {
    let unconfigured = Samples.context { $0.organisation.domains = [] }
    #expect(hits(Samples.message(to: "anna@beispiel.test, bert@kunde.test"), unconfigured).isEmpty)
    let freemail = Samples.message(from: "max@gmx.de", to: "anna@gmx.de, bert@kunde.test")
    #expect(hits(freemail, unconfigured).count == 1)
  }
}
