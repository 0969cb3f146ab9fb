import Policy
import TestSupport
import Testing

@testable import Commands
@testable import Gateway

/// The lines of `presend-relay --probe`, and what a person is told of them.
struct SmarthostCheckTests {
  private let installation: Installation

  init() throws {
    installation = try ScratchFolder.with { folder in
      let path = try folder.write("presend.yml", "relay: { url: \"smtp://127.0.0.1:9\", tls: none }\n")
      return Installation(try Opened(explicit: path), language: .german)
    }
  }

  private func diagnosis(_ line: String) -> Diagnosis? { SmarthostCheck.diagnosis(Array(line.utf8), installation) }

  @Test(arguments: ["ready", "ready-without-login"]) func `a smarthost that can be used`(word: String) {
    let found = diagnosis("smtp.test:465\t\(word)\t")
    #expect(found?.state == .right && found?.mend == nil)
    #expect(found?.text.contains("smtp.test:465") == true)
  }

  /// The words of `ConnectionFailure.Kind`.
  @Test(arguments: [
    "no-host", "no-connection", "no-answer", "certificate", "authorities", "no-tls", "no-starttls", "pinned-key",
    "login-refused",
    "no-login", "no-secret", "unusable", "other",
  ])
  func `each trouble has a mend of its own, in both languages`(word: String) {
    let found = diagnosis("smtp.test:465\t\(word)\tsmtp.test:465: trouble")
    #expect(found?.state == .error && found?.text == "smtp.test:465: trouble")
    let words = SmarthostMend.of(word)
    #expect(found?.mend == words.german && words.german != words.english)
    #expect(word == "other" || words.english != SmarthostMend.of("other").english)
  }

  @Test(arguments: ["", "ready", "a\tb", "a\tb\tc\td"]) func `what is no line of the probe says nothing`(line: String) {
    #expect(diagnosis(line) == nil)
  }

  @Test func `nothing from outside reaches the terminal as it is`() {
    #expect(diagnosis("h\tother\t\u{1B}[31mred")?.text.contains("\u{1B}") == false)
  }
}
