import Linting
import MailQueue
import MailSyntax
import Policy
import TestSupport
import Testing

@testable import Gateway

@Suite struct ChangeNoticeTests {
  private static let rule: RuleID = "recipients/open-list"
  private static let rules = RulePacks.builtIn

  private static func notice(
    in folder: ScratchFolder, sender: String = "chef@beispiel.test", class mailClass: MailClass = .personal,
    action: Action = .rewrite, isRewritten: Bool = true, language: Language = .english
  ) -> ChangeNotice {
    var settings = Settings()
    settings.organisation.domains = ["beispiel.test"]
    let finding = Finding(
      rule: rule, severity: .error, action: action, place: Place(part: "1", octets: 0..<1), message: "3 people",
      evidence: "",
      remedy: .concealRecipients)
    let address = AddrSpec(parsing: sender)!
    return ChangeNotice(
      judgement: Judgement(
        mailClass: ClassDecision(mailClass: mailClass, evidence: ["test"]), findings: [finding],
        verdict: .accept([Variant(recipients: [address], edits: [], isRewritten: isRewritten)])),
      message: Message.parse(Array("Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n\nx".utf8)), id: QueueID(arrival: 1),
      sender: address, settings: settings, language: language, hostName: "host.test",
      memory: SenderMemory(of: address, directory: folder.path + "/repeats"))
  }

  @Test(arguments: Language.allCases)
  func `says rule, change, reason and mend in the sender's language`(_ language: Language) throws {
    try ScratchFolder.with { folder in
      let letter = try #require(
        Self.notice(in: folder, language: language).letter(for: [.personal], rules: Self.rules, at: 1_000_000))
      let rule = try #require(Self.rules.first { $0.id == Self.rule })
      let entry = letter.queueEntry(id: QueueID(arrival: 2), at: 1_000_000)
      #expect(entry.reversePath == nil && entry.recipients.map(\.wireForm) == ["chef@beispiel.test"])
      let message = Message.parse(entry.original)
      #expect(message.defects.isEmpty, "\(message.defects)")
      let text = String(decoding: message.decodedText(of: message.parts[0]), as: UTF8.self)
      let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for piece in [
        "recipients/open-list", rule.title(language), "3 people", "Grüße", rule.why(language), rule.mend(language),
      ] {
        #expect(flat.contains(piece.split(whereSeparator: \.isWhitespace).joined(separator: " ")), "\(piece)")
      }
      #expect(text.split(whereSeparator: \.isNewline).allSatisfy { $0.count <= 120 })
      #expect(message.fields(named: .autoSubmitted).map { message.unstructured($0) } == ["auto-generated"])
      #expect(flat.contains(language == .german ? "An und Kopie zeigen" : "To and Cc no longer show"))
    }
  }

  @Test func `a rule is told once an hour`() throws {
    try ScratchFolder.with { folder in
      let notice = Self.notice(in: folder)
      #expect(notice.letter(for: [.personal], rules: Self.rules, at: 1_000_000) != nil)
      #expect(notice.letter(for: [.personal], rules: Self.rules, at: 1_003_599) == nil)
      let other = Self.notice(in: folder, sender: "eva@beispiel.test")
      #expect(other.letter(for: [.personal], rules: Self.rules, at: 1_003_599) != nil)
      #expect(notice.letter(for: [.personal], rules: Self.rules, at: 1_003_600) != nil)
    }
  }

  @Test func `nobody is told of other classes, of nothing, of notices, and nobody outside`() throws {
    try ScratchFolder.with { folder in
      let all = MailClass.allCases
      func isTold(_ notice: ChangeNotice, _ classes: [MailClass] = MailClass.allCases) -> Bool {
        notice.letter(for: classes, rules: Self.rules, at: 1_000_000) != nil
      }
      #expect(!isTold(Self.notice(in: folder), all.filter { $0 != .personal }) && !isTold(Self.notice(in: folder), []))
      #expect(!isTold(Self.notice(in: folder, action: .warn)))
      #expect(!isTold(Self.notice(in: folder, isRewritten: false)))
      #expect(!isTold(Self.notice(in: folder, class: .system)))
      #expect(!isTold(Self.notice(in: folder, sender: "opfer@fremd.test")))
      #expect(isTold(Self.notice(in: folder)))
    }
  }
}
