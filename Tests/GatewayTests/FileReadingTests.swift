import Consent
import Glibc
import Policy
import Testing

@testable import Gateway

@Suite struct FileReadingTests {
  @Test("a FIFO is not waited for: it is told when it is named, and passed over in a folder")
  func pipes() throws {
    try ScratchFolder.with { folder in
      try folder.write("ok.html", "<p>Hi {{ x }}</p>\n")
      let pipe = folder.path + "/pipe.html"
      try #require(mkfifo(pipe, 0o600) == 0)
      #expect(throws: FileReading.Problem.self) { try FileReading.octets(of: pipe, limit: 100) }
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

  @Test("devices are not read; what a shell has open is")
  func devices() throws {
    #expect(throws: FileReading.Problem.self) { try FileReading.octets(of: "/dev/zero", limit: 100) }
    var ends: [Int32] = [0, 0]
    try #require(Glibc.pipe(&ends) == 0)
    #expect(write(ends[1], "abc", 3) == 3)
    close(ends[1])
    #expect(try FileReading.octets(of: "/dev/fd/\(ends[0])", limit: 100) == Array("abc".utf8))
    close(ends[0])
  }
}
