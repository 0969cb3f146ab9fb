import Glibc
import Testing

@testable import MailQueue

struct ProgramOutputTests {
  private func output(_ script: String, seconds: Int = 10) throws(ProgramOutput.Failure) -> ProgramOutput {
    try ProgramOutput(of: ["/bin/sh", "-c", script], seconds: seconds, maximumOctets: 1_000)
  }

  @Test func `what it prints, and how it ended`() throws {
    let done = try output("echo one; echo two >&2; cat; exit 3")
    #expect(done.octets == Array("one\n".utf8))
    #expect(done.status == 3 << 8)
    #expect(try output("kill -9 $$").status == SIGKILL)
  }

  @Test(arguments: ["exec sleep 60", "while :; do echo more; done", "sleep 60 & exit 0"])
  func `what does not end is ended`(script: String) {
    #expect(throws: ProgramOutput.Failure.endless) { try output(script, seconds: 1) }
  }

  @Test func `what is not there`() {
    #expect(throws: ProgramOutput.Failure.notStarted(ENOENT)) {
      try ProgramOutput(of: ["/nonexistent/program"], seconds: 1, maximumOctets: 10)
    }
  }
}
