import Testing

@testable import Relay

struct SecretCommandTests {
  private func shell(_ script: String) -> SecretCommand { SecretCommand(arguments: ["/bin/sh", "-c", script]) }

  @Test("The first line is the secret, whatever follows; nothing is read from our standard input")
  func firstLine() throws {
    #expect(try shell("printf 'a b\\r\\nmore\\n'").firstLine() == "a b")
    #expect(try shell("printf geheim").firstLine() == "geheim")
    #expect(try shell("cat; echo done").firstLine() == "done")
    #expect(try SecretCommand(arguments: ["/bin/echo", "$HOME", ";", "`id`"]).firstLine() == "$HOME ; `id`")
  }

  @Test(
    "What goes wrong is said without the secret",
    arguments: [
      ("echo geheim; exit 3", "status 3"), ("echo geheim; kill -9 $$", "signal 9"), ("true", "no secret"),
      ("printf '\\ngeheim\\n'", "no secret"), ("echo geheim; exec sleep 60", "printed no end within 1 s"),
      ("while :; do echo geheim; done", "printed no end"), ("echo geheim; sleep 60 & exit 0", "printed no end"),
    ])
  func failures(script: String, words: String) {
    let failure = #expect(throws: ConnectionFailure.self) { try shell(script).firstLine(seconds: 1) }
    #expect(failure?.reason.contains(words) == true && failure?.reason.contains("geheim") == false)
  }

  @Test("A program that is not there")
  func missing() {
    let failure = #expect(throws: ConnectionFailure.self) {
      try SecretCommand(arguments: ["/nonexistent/program"]).firstLine()
    }
    #expect(failure?.reason.contains("/nonexistent/program, could not be started") == true)
  }
}
