import Consent
import Foundation
import Linting
import MailSyntax
import Policy
import Reporting
import Synchronization
import TestSupport
import Testing

@testable import Commands

@Suite struct CheckRunTests {
  /// Counts how often it is asked.
  private final class CountingStore: ConsentStore {
    let questions = Mutex<[[String]]>([])
    func answers(for addresses: [AddrSpec]) -> ConsentAnswers {
      questions.withLock { $0.append(addresses.map(\.wireForm)) }
      return ConsentAnswers(states: [:])
    }
  }

  private func run(consent: any ConsentStore = NoConsentStore()) -> CheckRun {
    CheckRun(check: FileCheck(settings: Settings(), language: .english), consent: consent)
  }

  @Test("outcomes come in the order of the files, across windows")
  func order() throws {
    try ScratchFolder.with { folder in
      for number in 0..<600 {
        try folder.write("t\(1000 + number).html", String(repeating: "<p>x</p>\n", count: number % 7 * 20))
      }
      let files = FileFinder.files(below: [folder.path]).found
      #expect(files.count == 600)
      var paths: [String] = []
      run().outcomes(of: files) { outcome in
        #expect(outcome.problem == nil)
        paths += outcome.results.map(\.path)
      }
      #expect(paths == files.map(\.path))
    }
  }

  @Test("for Anna, who has refused mail: assumed consent counts for messages and templates")
  func assumedConsent() throws {
    try ScratchFolder.with { folder in
      try folder.write("a.html", "<p>Unser Newsletter: 20 % Rabatt</p>\n")
      try folder.write("a.eml", "From: a@b.test\nTo: x@kunde.test\nSubject: Newsletter\n\nHallo\n")
      let anna = try #require(AddrSpec(parsing: "anna@kunde.test"))
      func rules(_ consent: [Purpose: ConsentState]) -> [[String]] {
        var check = FileCheck(settings: Settings(), language: .english)
        check.question = CheckQuestion(mailClass: .newsletter, recipients: [anna], consent: consent)
        var found: [[String]] = []
        CheckRun(check: check, consent: NoConsentStore()).outcomes(of: FileFinder.files(below: [folder.path]).found) {
          found += $0.results.map { $0.judgement.findings.map(\.rule.description).filter { $0.hasPrefix("consent/") } }
        }
        return found
      }
      #expect(rules([.mail: .denied]) == [["consent/suppressed"], ["consent/suppressed"]])
      #expect(rules([.mail: .granted]) == [[], []])
      #expect(rules([.tracking: .denied]) == [[], []])
    }
  }

  private func report(_ name: String, _ text: String, language: Language) throws -> String {
    try ScratchFolder.with { folder in
      try folder.write(name, text)
      var check = FileCheck(settings: Settings(), language: language)
      check.question = CheckQuestion(mailClass: .newsletter)
      var results: [CheckResult] = []
      CheckRun(check: check, consent: NoConsentStore()).outcomes(of: FileFinder.files(below: [folder.path]).found) {
        results += $0.results
      }
      let summary = Summary(of: results, durationSeconds: 0)
      let report = Report(results: results, summary: summary, rules: [], language: language, version: "1")
      return ReportFormat.text.text(of: report, display: TextDisplay(width: 200))
    }
  }

  @Test("what is met under a condition is told with the condition and its line")
  func conditions() throws {
    let template = """
      <p>Our newsletter: 20 % off, order now! Example Ltd</p>
      {% if user.vip %}
      <p>You receive this because you subscribed. <a href="{{ unsubscribe_url }}">Unsubscribe</a></p>
      {% endif %}

      """
    #expect(
      try report("a.html", template, language: .english).contains(
        "met: unsubscribe/missing in line 3, only if {% if user.vip %} (line 2)"))
    #expect(
      try report("a.html", template, language: .german).contains(
        "unsubscribe/missing in Zeile 3, nur wenn {% if user.vip %} (Zeile 2)"))
    let always = template.replacing("{% if user.vip %}", with: "").replacing("{% endif %}", with: "")
    #expect(try !report("a.html", always, language: .english).contains("only if"))
  }

  @Test("where a layout cannot be found, the verdict is as far as can be told")
  func uncertainty() throws {
    let template = "{% extends 'gone.html' %}<p>Our newsletter: 20 % off, order now! Example Ltd</p>"
    #expect(try report("a.html", template, language: .english).contains(", as far as can be told"))
    #expect(
      try !report("a.html", "<p>Hi</p>", language: .english).contains("as far as can be told"))
  }

  @Test("a file that links lead to is checked once, by its own path; loops of links end")
  func links() throws {
    try ScratchFolder.with { folder in
      try folder.write("t/b.html", "<p>x</p>")
      try folder.write("outside/d.html", "<p>x</p>")
      let links = [("b.html", "t/a.html"), ("../t", "t/loop"), ("../outside", "t/out"), ("../outside", "t/out2")]
      for (target, link) in links { try #require(symlink(target, "\(folder.path)/\(link)") == 0) }
      let found = FileFinder.files(below: [folder.path + "/t"]).found.map { $0.path.dropFirst(folder.path.count + 1) }
      #expect(found == ["t/b.html", "t/out/d.html"])
      // What is named is checked.
      #expect(FileFinder.files(below: [folder.path + "/t/a.html"]).found.count == 1)
    }
  }

  @Test("a file whose name is no UTF-8 is told")
  func unreadableNames() throws {
    try ScratchFolder.with { folder in
      let path = Array("\(folder.path)/gr\u{0}n.html".utf8CString).map { $0 == 0 ? CChar(bitPattern: 0xFC) : $0 }
      let file = fopen(Array(path.dropLast()) + [0], "w")
      try #require(file != nil)
      fclose(file)
      let problems = FileFinder.files(below: [folder.path]).problems
      #expect(problems.map(\.reason) == ["its name is not UTF-8, so it is not looked at; rename it"])
    }
  }

  @Test("what is found does not depend on how many files are checked together")
  func sameAlone() throws {
    let folder = Fixtures.path("demo")
    let files = FileFinder.files(below: [folder]).found
    #expect(!files.isEmpty)
    var together: [String] = []
    run().outcomes(of: files) { together += $0.results.map { "\($0.path) \($0.judgement)" } }
    var alone: [String] = []
    for file in files { run().outcomes(of: [file]) { alone += $0.results.map { "\($0.path) \($0.judgement)" } } }
    #expect(together == alone)
  }

  @Test("consent is looked up in one query for many messages")
  func oneQuery() throws {
    try ScratchFolder.with { folder in
      for number in 0..<20 { try folder.write("\(number).eml", "From: a@b.test\nTo: p\(number)@kunde.test\n\nHallo\n") }
      let store = CountingStore()
      run(consent: store).outcomes(of: FileFinder.files(below: [folder.path]).found) { _ in }
      let questions = store.questions.withLock { $0 }
      #expect(questions.count == 1)
      #expect(questions.first?.count == 20)
    }
  }

  @Test("a mailbox's messages are told in order, and a Maildir's tmp is left alone")
  func mailboxes() throws {
    try ScratchFolder.with { folder in
      try folder.write(
        "box.mbox",
        (1...3).map { "From x@y Mon Jan  1 00:00:0\($0) 2024\nFrom: a@b.test\nTo: c@d.test\n\nHallo\n\n" }.joined())
      for part in ["cur", "new", "tmp"] {
        try folder.write("Maildir/\(part)/1700000000.M1.host", "From: a@b.test\nTo: c@d.test\n\nHallo\n")
      }
      var paths: [String] = []
      run().outcomes(of: FileFinder.files(below: [folder.path]).found) { paths += $0.results.map(\.path) }
      #expect(
        paths == [
          "\(folder.path)/box.mbox#1", "\(folder.path)/box.mbox#2", "\(folder.path)/box.mbox#3",
          "\(folder.path)/Maildir/cur/1700000000.M1.host", "\(folder.path)/Maildir/new/1700000000.M1.host",
        ])
    }
  }

  @Test("a file that cannot be read is a problem, and the others are checked")
  func unreadable() throws {
    try ScratchFolder.with { folder in
      try folder.write("a.html", "<p>x</p>")
      let files = FileFinder.files(below: [folder.path + "/absent.html", folder.path + "/a.html"]).found
      var outcomes: [FileOutcome] = []
      run().outcomes(of: files) { outcomes.append($0) }
      #expect(outcomes.count == 2)
      #expect(outcomes.first?.problem?.contains("absent.html") == true)
      #expect(outcomes.last?.results.count == 1)
    }
  }

  @Test("a FIFO is told when it is named, and passed over in a folder")
  func pipes() throws {
    try ScratchFolder.with { folder in
      try folder.write("ok.html", "<p>Hi {{ x }}</p>\n")
      let pipe = folder.path + "/pipe.html"
      try #require(mkfifo(pipe, 0o600) == 0)
      let run = CheckRun(check: FileCheck(settings: Settings(), language: .english), consent: NoConsentStore())
      func problems(_ path: String) -> [String] {
        var problems: [String] = []
        run.outcomes(of: FileFinder.files(below: [path]).found) { problems += [$0.problem].compactMap(\.self) }
        return problems
      }
      #expect(problems(folder.path) == [])
      #expect(problems(folder.path + "/ok.html") == [])
      #expect(problems(pipe).count == 1)
      #expect(problems(pipe).first?.contains("no file, but a pipe") ?? false)
    }
  }
}
