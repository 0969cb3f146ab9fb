import Foundation
import MailContent
import MailSyntax
import Policy
import TestSupport
import Testing

@testable import Linting

/// A body in winmail.dat or in an encoded message has no octets that could be edited: it is judged, never mended.
@Suite struct CarriedBodyTests {
  private let message: Message
  private let text: String

  init() throws {
    let file = PackageFolder.root.appending(path: "Fixtures/messages/winmail.eml")
    text = try String(contentsOf: file, encoding: .utf8)
    message = Message.parse(Array(text.utf8))
  }

  @Test func `no text is appended to it`() {
    #expect(BodyEdits.ownTextParts(of: Reading(of: message)) == [1])
  }

  @Test func `each of Outlook's view and the others' owes for itself`() {
    let words = Linter().scanned(.message(message), Reading(of: message), Context())
    let examination = Examination(
      subject: .message(message), words: words, mailClass: .newsletter, context: Context())
    let views = ReaderView.all(in: examination)
    #expect(views.map { $0.bodies.map(\.body.origin) } == [[.text], [.tnef]])
    #expect(views.last?.bodies.first?.body.format == .html)
    #expect(examination.place(of: 0..<1, in: views[1].bodies[0].body).octets == message.parts[2].body)
  }

  @Test func `a pixel in it is found and falls back, since nothing can take it out`() throws {
    let judgement = JudgeCase(text).judgement()
    let finding = try #require(judgement.findings.first { $0.rule == "tracking/pixel" })
    #expect(finding.place == Place(part: "1.2", octets: message.parts[2].body))
    #expect(finding.remedy == nil)
    guard case .hold = judgement.verdict else {
      Issue.record("\(judgement.verdict)")
      return
    }
  }
}
