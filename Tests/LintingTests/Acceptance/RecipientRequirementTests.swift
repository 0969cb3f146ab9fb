import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Rows of the requirements about who gets a message and who sees whom, beside those of `OpenListRequirementTests`.
@Suite struct RecipientRequirementTests {
  private static let formal =
    "Guten Tag, wir möchten Ihnen unser Angebot für Brückenlager vorstellen und bitten um ein Gespräch am Dienstag."

  @Test func `0.11 only the organisation's policy makes a mail private, and says by what`() {
    var policy = ClassPolicy(mailClass: .private)
    policy.from = "max@privat.test"
    let context = Samples.context { $0.classes = [policy] }
    let message = Samples.message(from: "max@privat.test", to: "oma@gmx.de, opa@web.de")
    let decision = ClassDecider.decide(.message(message), reading: Reading(of: message), context: context)
    #expect(decision.mailClass == .private && decision.evidence == ["classes: from max@privat.test"])
    #expect(Samples.findings(message, context, rule: "recipients/open-list").isEmpty)
    let claimed = Samples.message(to: "oma@gmx.de, opa@web.de", fields: ["Presend-Class: private"])
    #expect(Samples.findings(claimed, context, rule: "recipients/open-list").count == 1)
  }

  @Test func `0.12 of a private circle other places are not judged, firms and strangers are`() {
    let privately = Samples.context(recipients: ["oma@gmx.de"], mailClass: .private)
    let message = Samples.message(to: "oma@gmx.de", fields: ["Reply-To: a@gmx.de, b@web.de"])
    #expect(Samples.findings(message, privately, rule: "recipients/hidden-list").isEmpty)
    #expect(
      Samples.findings(Samples.message(to: "oma@gmx.de, chef@firma.test"), privately, rule: "recipients/open-list")
        .count == 1)
  }

  @Test func `0.13 organisations are told by the public suffix list`() throws {
    var context = Samples.context()
    let message = Samples.message(to: "anna@nord.example-suffix.test, bert@sued.example-suffix.test")
    #expect(Samples.findings(message, context, rule: "recipients/open-list").map(\.severity) == [.note])
    // A list in which "example-suffix.test" is a suffix: one node with one label.
    let name = Array("example-suffix.test".utf8)
    let label = name.dropLast() + [name[name.count - 1] | 0x80]
    let list = Array(".DAFSA@PSL_0   \n".utf8) + [0x81] + label + [0x81, 0x84, 0]
    context.publicSuffixes = PublicSuffixes { list }
    #expect(Samples.findings(message, context, rule: "recipients/open-list").map(\.severity) == [.error])
  }

  @Test func `1.12 a new domain in an answer is told`() throws {
    let text = "Gern.\n\nVon: Anna <anna@kunde.test>\nAn: Erika <erika@beispiel.test>\nBetreff: Termin\n\nWann?"
    let message = Samples.message(
      to: "anna@kunde.test", fields: ["Cc: max@dritte.test", "In-Reply-To: <1@kunde.test>"], text: text,
      subject: "AW: Termin")
    let context = Samples.context(recipients: ["anna@kunde.test", "max@dritte.test"], mailClass: .personal)
    let finding = try #require(Samples.findings(message, context, rule: "recipients/misdirected").first)
    #expect(finding.severity == .warning && finding.action == .warn && finding.message.contains("dritte.test"))
    let same = Samples.context(recipients: ["anna@kunde.test"], mailClass: .personal)
    #expect(Samples.findings(message, same, rule: "recipients/misdirected").isEmpty)
  }

  @Test func `3.19 a first contact goes to one person, and fifty alike within a day are mass mail`() throws {
    let rule: RuleID = "recipients/mass-first-contact"
    let one = Samples.message(text: Self.formal)
    var context = Samples.context(mailClass: .firstContact)
    #expect(Samples.findings(one, context, rule: rule).isEmpty)
    let two = Samples.context(recipients: ["anna@kunde.test", "bert@firma.test"], mailClass: .firstContact)
    #expect(Samples.findings(one, two, rule: rule).map(\.action) == [.hold])
    context.sketchKey = 99
    let earlier = (0..<49).map { number in
      let text = Self.formal.replacing("Guten Tag,", with: "Guten Tag, Nummer \(number),")
      return TextSketch(of: Reading(of: Samples.message(text: text)), key: 99)
    }
    context.recentFirstContacts = Array(earlier.dropLast())
    #expect(Samples.findings(one, context, rule: rule).isEmpty)
    context.recentFirstContacts = earlier
    let finding = try #require(Samples.findings(one, context, rule: rule).first)
    #expect(finding.severity == .error && finding.message.contains("number 50"))
    let other = Samples.message(
      text: "Danke für den Vortrag. Eine Frage zu Folie drei: Woher stammen die Messwerte der Lager?")
    #expect(Samples.findings(other, context, rule: rule).isEmpty)
  }

  @Test func `circles may see each other, lists are many readers`() throws {
    let message = Samples.message(to: "anna@bauherr.test, bert@statik.test")
    let circle = Samples.context {
      $0.organisation.circles = [Circle(name: "Bau", members: ["*@bauherr.test", "bert@statik.test"])]
    }
    #expect(Samples.findings(message, circle, rule: "recipients/open-list").isEmpty)
    let more = Samples.message(to: "anna@bauherr.test, bert@statik.test, dora@dritte.test")
    #expect(Samples.findings(more, circle, rule: "recipients/open-list").count == 1)
    let list = Samples.context {
      $0.organisation.lists = [DeclaredList(address: "kunden@beispiel.test", members: 100)]
    }
    let toList = Samples.message(to: "kunden@beispiel.test, anna@bauherr.test")
    let finding = try #require(Samples.findings(toList, list, rule: "recipients/open-list").first)
    #expect(finding.message.contains("200 disclosures"))
    #expect(Samples.findings(toList, Samples.context(), rule: "recipients/open-list").isEmpty)
  }
}
