import Foundation
import MailContent
import MailSyntax
import Policy
import TestSupport
import Testing

@testable import Linting

/// Cases met in other programs' bug reports: where recipients hide, and what must not be taken for a list.
@Suite struct EdgeCaseTests {
  private static let two = ["anna@kunde.test", "bert@firma.test"]

  private func hidden(_ message: Message, recipients: [String] = two) -> [Finding] {
    Samples.findings(message, Samples.context(recipients: recipients), rule: "recipients/hidden-list")
  }
  private func open(_ message: Message, recipients: [String] = ["anna@kunde.test"]) -> [Finding] {
    Samples.findings(message, Samples.context(recipients: recipients), rule: "recipients/open-list")
  }
  private func judgement(_ message: Message, recipients: [String], rewrite: ListRewrite = .bcc) -> Judgement {
    let context = Samples.context(recipients: recipients, mailClass: .personal) {
      $0.rules["recipients/open-list", default: .init()].rewrite = rewrite
    }
    return Judge.judge(
      message, reading: Reading(of: message), context: context, linter: Samples.linter,
      additions: MandatoryFields(messageID: "<1@x.test>", date: "", from: nil))
  }
  private func octets(_ message: Message, _ judgement: Judgement) throws -> [String] {
    guard case .accept(let variants) = judgement.verdict else {
      Issue.record("\(judgement.verdict) \(judgement.findings.map(\.rule)) \(judgement.obstacles)")
      return []
    }
    return variants.map { String(decoding: message.applying($0.edits), as: UTF8.self) }
  }

  @Test(arguments: [
    "Apparently-To", "X-Bcc", "X-Odoo-Bcc", "X-Original-To", "Delivered-To", "X-Envelope-To", "X-Rcpt-To",
    "Mail-Followup-To",
    "Reply-To", "x-bcc", "X-Original-Recipients",
  ])
  func `a field that names a hidden recipient is told and taken out`(_ name: String) throws {
    let message = Samples.message(fields: ["\(name): bert@firma.test"])
    #expect(hidden(message).map(\.action) == [.rewrite])
    for octets in try octets(message, judgement(message, recipients: Self.two)) { #expect(!octets.contains("bert")) }
    // Alone it is the recipient's own.
    let own = Samples.message(fields: ["\(name): anna@kunde.test"])
    #expect(hidden(own, recipients: ["anna@kunde.test"]).isEmpty)
  }

  @Test(arguments: [
    "Message-ID: <a@b.test>", "References: <a@kunde.test> <b@firma.test>", "List-Post: <mailto:bert@firma.test>",
    "Received: from x for <bert@firma.test>; Sat, 21 Nov 2026 10:00:00 +0100",
    "X-Google-Original-Message-ID: <bert@firma.test>",
    "Authentication-Results: x; smtp.mailfrom=bert@firma.test", "Reply-To: team@beispiel.test",
    "X-Note: write to bert@firma.invalid or to dora@verein.invalid instead",
    "Autocrypt: addr=erika@beispiel.test; keydata=x",
  ])
  func `fields of programs are no lists`(_ field: String) {
    #expect(hidden(Samples.message(fields: [field]), recipients: ["anna@kunde.test"]).isEmpty)
  }

  @Test func `an answer that must go to a list of outsiders shows them`() {
    let message = Samples.message(fields: ["Reply-To: bert@firma.test, dora@verein.test"])
    #expect(hidden(message, recipients: ["anna@kunde.test"]).map(\.action) == [.rewrite])
  }

  @Test func `what To and Cc show is told once, and its repetition goes with it`() throws {
    let message = Samples.message(
      to: "anna@kunde.test, bert@firma.test", fields: ["Mail-Followup-To: anna@kunde.test, bert@firma.test"])
    #expect(hidden(message).isEmpty)
    for octets in try octets(message, judgement(message, recipients: Self.two)) {
      #expect(!octets.contains("bert") && octets.contains("undisclosed-recipients:;"))
    }
  }

  @Test func `header and envelope may differ: fields count for exposure`() {
    #expect(open(Samples.message(to: "anna@kunde.test, bert@firma.test")).count == 1)
    #expect(open(Samples.message(), recipients: Self.two).isEmpty)
    #expect(hidden(Samples.message()).isEmpty)
  }

  @Test func `whom a message was sent to before it was resent is no recipient`() {
    let resent = ["Resent-From: Erika <erika@beispiel.test>", "Resent-To: dora@verein.test"]
    let one = Samples.message(from: "max@fremd.test", to: "anna@kunde.test, bert@firma.test", fields: resent)
    #expect(open(one, recipients: ["dora@verein.test"]).isEmpty)
    // Those of this sending see each other as ever, and whoever gets it again is one of them.
    let two = Samples.message(from: "max@fremd.test", fields: ["Resent-To: dora@verein.test, bert@firma.test"])
    #expect(open(two, recipients: ["dora@verein.test", "bert@firma.test"]).map(\.severity) == [.error])
    #expect(open(one, recipients: ["dora@verein.test", "anna@kunde.test"]).map(\.severity) == [.error])
    // Many who are passed on are told, as in a message that is forwarded.
    let many = (1...5).map { "p\($0)@firma\($0).test" }.joined(separator: ", ")
    let passedOn = Samples.message(from: "max@fremd.test", to: many, fields: resent)
    #expect(hidden(passedOn, recipients: ["dora@verein.test"]).map(\.action) == [.warn])
    #expect(hidden(passedOn, recipients: ["dora@verein.test"]).allSatisfy { $0.message.contains("5 external people") })
    #expect(hidden(one, recipients: ["dora@verein.test"]).isEmpty)
  }

  @Test(arguments: [
    ("\"anna@kunde.test\" <anna>", "name@domain"), ("<Undisclosed-Recipient:@kunde.test;>", "undisclosed-recipients:;"),
    ("anna@kunde.test; bert@firma.test", "commas"),
  ]) func `an ambiguous field is mended by what it lacks`(_ to: String, _ mend: String) {
    let found = Samples.findings(Samples.message(to: to), Samples.context(), rule: "recipients/ambiguous")
    #expect(found.count == 1 && found.allSatisfy { $0.message.contains(mend) })
  }

  @Test(arguments: [
    "undisclosed-recipients:;", "Kunden:;", "Kunden: ;, anna@kunde.test", "(nobody) undisclosed-recipients: ;",
  ])
  func `an empty group shows nobody`(_ to: String) {
    #expect(open(Samples.message(to: to), recipients: Self.two).isEmpty)
  }

  @Test(arguments: ["a@x.test;b@y.test", "a@x.test; b@y.test; c@z.test", "\"a@x.test\" <b@y.test, c@z.test>"])
  func `two readings are held`(_ to: String) {
    let message = Samples.message(to: to)
    let judgement = judgement(message, recipients: ["a@x.test"])
    #expect(judgement.findings.contains { $0.rule == "recipients/ambiguous" && $0.action == .hold })
    guard case .hold = judgement.verdict else {
      Issue.record("\(judgement.verdict)")
      return
    }
  }

  @Test(arguments: [
    "anna@kunde.test,\r\n bert@firma.test", "=?utf-8?q?M=C3=BCller=2C_Anna?= <anna@kunde.test>, bert@firma.test",
    "anna@kunde.test (bei, der; Bank), bert@firma.test", "\"a b\"@kunde.test, bert@firma.test",
    "müller@kunde.test, x@bücher.test",
  ])
  func `however a list is written, it is counted`(_ to: String) {
    #expect(open(Samples.message(to: to)).map { $0.recipients.count } == [2])
  }

  @Test func `of repeated fields all count, and the repetition is told`() {
    let message = Samples.message(fields: ["To: bert@firma.test", "Cc: dora@verein.test", "Cc: emil@schule.test"])
    #expect(open(message).map { $0.recipients.count } == [4])
    let repeated = Samples.findings(message, Samples.context(), rule: "message/duplicate-field")
    #expect(repeated.count == 2 && repeated.allSatisfy { $0.action == .hold })
  }

  @Test func `the same mailbox in A- and U-form is one`() {
    #expect(open(Samples.message(to: "x@bücher.test, X@xn--bcher-kva.test")).isEmpty)
  }

  @Test func `an invitation to two is held, even where To can be mended`() {
    let calendar =
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:anna@kunde.test\r\nATTENDEE:mailto:bert@firma.test\r\n"
      + "END:VEVENT\r\nEND:VCALENDAR\r\n"
    let message = Message.parse(
      Array(
        ("From: erika@beispiel.test\r\nTo: anna@kunde.test, bert@firma.test\r\nSubject: x\r\n"
          + "Date: Sat, 21 Nov 2026 10:00:00 +0100\r\nContent-Type: text/calendar; charset=utf-8\r\n\r\n" + calendar)
          .utf8))
    #expect(hidden(message).isEmpty)
    guard case .hold = judgement(message, recipients: Self.two).verdict else {
      Issue.record("the calendar still names the guests")
      return
    }
  }

  @Test func `winmail.dat names its recipients`() throws {
    let file = PackageFolder.root.appending(path: "Fixtures/messages/winmail.eml")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let message = Message.parse(
      Array(text.replacing("To: Anna Muster <anna@kunde.test>", with: "To: undisclosed-recipients:;").utf8))
    let people = Reading(of: message).bodies.flatMap(\.people).filter { $0.role == .recipient }.map(\.address)
    try #require(!people.isEmpty)
    let findings = hidden(message, recipients: ["anna@kunde.test", "neu@dritte.test"])
    #expect(findings.contains { $0.message.contains("winmail.dat") && $0.remedy == nil }, "\(people)")
  }

  @Test func `a forwarded thread is told to be cut where somebody new gets it`() {
    let block = "Zur Info\r\n\r\nVon: Bert <bert@firma.test>\r\nAn: Dora <dora@verein.test>, Emil <emil@schule.test>\r\nBetreff: x\r\n\r\nText"
    let message = Samples.message(text: block, subject: "WG: x")
    #expect(hidden(message, recipients: ["anna@kunde.test"]).map(\.severity) == [.note])
    let back = Samples.message(to: "dora@verein.test", text: block, subject: "WG: x")
    #expect(hidden(back, recipients: ["dora@verein.test"]).isEmpty)
  }

  @Test func `notifications are judged too`() {
    var context = Samples.context(recipients: Self.two)
    context.envelope = Envelope(reversePath: nil, recipients: context.envelope?.recipients ?? [])
    let message = Samples.message(to: "anna@kunde.test, bert@firma.test", fields: ["X-Bcc: dora@verein.test"])
    #expect(Samples.findings(message, context).contains { $0.rule == "recipients/open-list" })
  }

  @Test(arguments: ["Subject: a\rBcc: x@y.test", "X-A: b\r\r\n c"])
  func `a CR among the fields is refused`(_ field: String) {
    let message = Samples.message(fields: [field])
    #expect(Samples.findings(message, Samples.context(), rule: "message/smuggling").map(\.action) == [.reject])
  }

  @Test(arguments: ["a\n.\r\nb", "a\r\n.\nb", "a\r.\r\nb", "a\n.\nb"])
  func `a full stop between mixed line ends is told`(_ text: String) {
    let findings = Samples.findings(Samples.message(text: text), Samples.context(), rule: "message/smuggling")
    #expect(findings.map(\.action) == [.warn])
  }

  /// Long lists and long fields cost what they are long.
  @Test func `hostile sizes end`() {
    let many = (0..<20_000).map { "p\($0)@d\($0 % 500).test" }.joined(separator: ",\r\n ")
    let message = Samples.message(to: many, fields: ["X-Bcc: " + many])
    #expect(open(message).count == 1)
    _ = hidden(message)
    #expect(Samples.findings(message, Samples.context(), rule: "recipients/misdirected").isEmpty)
  }
}
