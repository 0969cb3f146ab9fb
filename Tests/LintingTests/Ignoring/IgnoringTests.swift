import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

@Suite struct IgnoringTests {
  private static let linter = Linter()
  private static let pixel = "<img src=\"https://t.werbung.test/o.gif?id={{ id }}\" width=\"1\" height=\"1\" alt=\"\">"

  private func judged(
    _ text: String, format: Body.Format = .html, _ change: (inout Context) -> Void = { _ in }
  ) -> Judgement {
    var context = Context(demandedClass: .transactional)
    change(&context)
    let octets = Array(text.utf8)
    return Judge.judge(
      template: octets, reading: Reading(template: octets, format: format), context: context, linter: Self.linter)
  }

  private func rules(_ text: String) -> [String] { judged(text).findings.map(\.rule.description) }

  @Test(
    "in each language's own comments",
    arguments: [
      ("<!-- ", " -->"), ("{# ", " #}"), ("{{!-- ", " --}}"), ("{{! ", " }}"), ("{{-- ", " --}}"), ("{{/* ", " */}}"),
      ("{% comment %}", "{% endcomment %}"), ("<%# ", " %>"), ("<%-- ", " --%>"), ("[%# ", " %]"), ("<?php // ", " ?>"),
      ("<?php /* ", " */ ?>"), ("{% # ", " %}"),
    ])
  func languages(_ opener: String, _ closer: String) {
    let comment = "\(opener)presend-ignore-next-line tracking/pixel -- agreed with legal\(closer)"
    #expect(rules("<p>Ihre Bestellung</p>\n\(Self.pixel)\n").contains("tracking/pixel"))
    let judgement = judged("<p>Ihre Bestellung</p>\n\(comment)\n\(Self.pixel)\n")
    #expect(!judgement.findings.map(\.rule).contains("tracking/pixel"))
    #expect(judgement.ignored.map(\.finding.rule) == ["tracking/pixel"])
    #expect(judgement.ignored.map(\.ground) == [.comment(reason: "agreed with legal")])
  }

  @Test("a comment ignores the pixel that it names, and no other one with the same address")
  func samePictureElsewhere() {
    let comment = "{# presend-ignore-next-line tracking/pixel -- ok #}"
    let judgement = judged("<p>Hi</p>\n\(comment)\n\(Self.pixel)\n<p>x</p>\n\(Self.pixel)\n")
    let found = judgement.findings.filter { $0.rule == "tracking/pixel" }
    #expect(judgement.ignored.count == 1)
    #expect(found.count == 1)
    #expect(found.allSatisfy { $0.place.octets.lowerBound > comment.utf8.count + Self.pixel.utf8.count })
  }

  @Test("of comments that overlap the first gives the reason, and all of them are used; a great number is no matter")
  func overlapping() {
    let opened = (0..<3_000).map { "{# presend-ignore-start tracking/pixel -- r\($0) #}\n" }.joined()
    let closed = String(repeating: "{# presend-ignore-end #}\n", count: 3_000)
    let judgement = judged("<p>Hi</p>\n\(opened)\(Self.pixel)\n\(closed)")
    #expect(judgement.findings.filter { $0.rule.group == "ignore" || $0.rule == "tracking/pixel" }.isEmpty)
    #expect(judgement.ignored.map(\.ground) == [.comment(reason: "r0")])
  }

  @Test(
    "one mistake is one sentence",
    arguments: [
      ("tracking/pixel - counted by us", "before the reason"), ("ignore/unused -- r", "cannot be ignored by a comment"),
      ("tracking/pixell -- r", "did you mean tracking/pixel"),
    ])
  func oneSentence(_ text: String, _ said: String) {
    let judgement = judged("<p>Hi</p>\n{# presend-ignore-file \(text) #}\n")
    let found = judgement.findings.filter { $0.rule == "ignore/malformed" }
    #expect(found.count == 1)
    #expect(found.first?.message.contains(said) ?? false)
  }

  @Test(
    "next line, line, file and block cover what they say and no more",
    arguments: [
      ("{# presend-ignore-next-line tracking/pixel -- r #}\nPIXEL\n", true),
      ("{# presend-ignore-next-line tracking/pixel -- r #}\n\nPIXEL\n", false),
      ("{# presend-ignore-next-line tracking/pixel -- r #} PIXEL\n", false),
      ("{# presend-ignore-next-line\n tracking/pixel\n -- r #}\nPIXEL\n", true),
      ("PIXEL {# presend-ignore-line tracking/pixel -- r #}\n", true),
      ("PIXEL\n{# presend-ignore-line tracking/pixel -- r #}\n", false),
      ("PIXEL\n<p>x</p>\n{# presend-ignore-file tracking/pixel -- r #}", true),
      ("{# presend-ignore-start tracking/pixel -- r #}\n<p>x</p>\nPIXEL\n{# presend-ignore-end #}\n", true),
      ("{# presend-ignore-start tracking/pixel -- r #}\n{# presend-ignore-end #}\nPIXEL\n", false),
      ("{# presend-ignore-start tracking/pixel -- r #}\nPIXEL\n", false),
      ("{# presend-ignore-next-line tracking/pixel #}\nPIXEL\n", false),
      ("{# presend-ignore-next-line tracking/pixel -- #}\nPIXEL\n", false),
      ("{# presend-ignore-next-line -- r #}\nPIXEL\n", false),
      ("{# presend-ignore-next-line tracking/pixel --r #}\nPIXEL\n", true),
      ("{# presend-ignore-next-line tracking/pixel,recipients/open-list — r #}\nPIXEL\n", true),
      ("<p>presend-ignore-next-line tracking/pixel -- r</p>\nPIXEL\n", false),
      ("{# Note: presend-ignore-next-line tracking/pixel -- r #}\nPIXEL\n", false),
      ("{# presend-ignore-next-lines tracking/pixel -- r #}\nPIXEL\n", false),
      ("{# presend-ignore-next-line tracking/pixel -- r #}\r\nPIXEL\r\n", true),
    ])
  func scopes(_ text: String, isIgnored: Bool) {
    let text = String(decoding: text.utf8, as: UTF8.self).split(separator: "PIXEL", omittingEmptySubsequences: false)
      .joined(separator: Self.pixel)
    #expect(!rules(text).contains("tracking/pixel") == isIgnored)
  }

  @Test("what is missing stands at the end and is reached by a comment for the file")
  func missing() {
    func found(_ comment: String) -> [String] {
      judged("\(comment)\n<p>Angebote der Woche</p>\n") { $0.demandedClass = .newsletter }
        .findings.map(\.rule.description)
    }
    #expect(found("").contains("unsubscribe/missing"))
    #expect(
      !found("{# presend-ignore-file unsubscribe/missing -- the layout has it #}").contains("unsubscribe/missing"))
    let wrong = judged("{# presend-ignore-line unsubscribe/missing -- r #}\n<p>Angebote</p>\n") {
      $0.demandedClass = .newsletter
    }
    let unused = wrong.findings.first { $0.rule == "ignore/unused" }
    #expect(unused?.message.contains("presend-ignore-file") == true)
  }

  @Test("the verdict stays that of the messages made from the template")
  func verdict() {
    let plain = judged(Self.pixel)
    let ignored = judged("{# presend-ignore-next-line tracking/pixel -- r #}\n\(Self.pixel)")
    #expect(plain.verdict.word == ignored.verdict.word)
    #expect(ignored.findings.isEmpty)
  }

  @Test("a question for another class or person tells no unused comments")
  func hypothetical() {
    let text = "{# presend-ignore-line tracking/pixel -- r #}\n<p>x</p>\n"
    #expect(judged(text).findings.map(\.rule) == ["ignore/unused"])
    #expect(judged(text) { $0.tellsUnusedIgnores = false }.findings.isEmpty)
  }

  @Test("a comment cannot ignore the judges of comments")
  func judges() {
    let found = rules("{# presend-ignore-file ignore/unused -- r #}\n<p>x</p>\n")
    #expect(found == ["ignore/malformed"])
  }

  @Test("a message cannot switch off its own judge")
  func messages() {
    let body = "<!-- presend-ignore-file tracking/pixel -- r -->\r\n\(Self.pixel)\r\n"
    let message = Message.parse(
      Array(
        ("From: a@beispiel.test\r\nTo: b@kunde.test\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
          + "Content-Type: text/html\r\n\r\n\(body)").utf8))
    let judgement = Judge.judge(
      message, reading: Reading(of: message), context: Context(demandedClass: .transactional), linter: Self.linter,
      additions: MandatoryFields(messageID: "", date: "", from: nil))
    #expect(judgement.findings.map(\.rule).contains("tracking/pixel"))
    #expect(judgement.ignored.isEmpty)
  }

  @Test("slips are named with what was meant")
  func slips() throws {
    let slips = judged("{# presend-ignore-nextline tracking/pixel -- r #}{# presend-ignore-line tracking/pixl -- r #}")
    let messages = slips.findings.filter { $0.rule == "ignore/malformed" }.map(\.message)
    #expect(messages.count == 2)
    #expect(messages.first?.contains("presend-ignore-next-line") == true)
    #expect(messages.last?.contains("tracking/pixel") == true)
  }
}
