import MailSyntax
import Testing

@testable import Linting

@Suite struct MailboxSpellingTests {
  /// The spelling of the first mailbox of a To field.
  private func spelling(_ body: String) -> String? {
    let message = MessageSamples.message("To: \(body)\n\n")
    guard let mailbox = message.mailboxes(in: message.fields(named: .to)[0]).first else { return nil }
    return MailboxSpelling.octets(of: mailbox, in: message, isAmbiguous: false).map(MessageSamples.text)
  }

  @Test(arguments: [
    ("anna@kunde.test, b@x.test", "anna@kunde.test"),
    ("Anna Kunz <anna@kunde.test>, b@x.test", "Anna Kunz <anna@kunde.test>"),
    ("\"Kunz, Anna\" <anna@kunde.test>", "\"Kunz, Anna\" <anna@kunde.test>"),
    ("=?UTF-8?Q?Zo=C3=AB?= <zoe@kunde.test>", "=?UTF-8?Q?Zo=C3=AB?= <zoe@kunde.test>"),
    ("Anna\n Kunz\n <anna@kunde.test>", "Anna Kunz <anna@kunde.test>"),
    ("Kunden: anna@kunde.test, b@x.test;", "anna@kunde.test"),
    ("\"a b\"@kunde.test", "\"a b\"@kunde.test"),
  ])
  func `keeps the author's spelling`(body: String, expected: String) {
    #expect(spelling(body) == expected)
  }

  @Test func `a spelling too long for a line is written anew`() throws {
    let name = String(repeating: "lang ", count: 300)
    let written = try #require(spelling("\(name)<anna@kunde.test>"))
    #expect(written == "<anna@kunde.test>")
  }

  /// Whatever the spelling, it names this mailbox and no other.
  @Test(arguments: [
    "a@x.test;b@y.test", "a@x.test <b@y.test>", "<a@x.test>:<b@y.test>", "\"a@x.test", "a@x.test (b@y.test",
  ])
  func `never names another`(body: String) throws {
    let written = try #require(spelling(body))
    let message = MessageSamples.message("To: \(body)\n\n")
    let first = try #require(message.mailboxes(in: message.fields(named: .to)[0]).first)
    let read = AddressList.parse(Array(written.utf8))
    #expect(read.map(\.address.comparisonKey) == [first.address.comparisonKey])
  }

  @Test(arguments: ["alice@example.org <bob@example.net>", "alice@example.org)<bob@example.net>"])
  func `of an ambiguous field only the address is kept`(body: String) {
    let message = MessageSamples.message("To: \(body)\n\n")
    let concealment = Concealment(message)
    let text = MessageSamples.text(
      message.applying(concealment.edits(for: .own("bob@example.net"), isInternal: { _ in false })))
    #expect(text == "To: <bob@example.net>\n\n" || text == "To: undisclosed-recipients:;\n\n")
    #expect(!text.contains("alice"))
  }
}
