import Glibc
import TestSupport
import Testing

@testable import Gateway

@Suite struct FileReadingTests {
  @Test("a FIFO is not waited for")
  func pipes() throws {
    try ScratchFolder.with { folder in
      let pipe = folder.path + "/pipe.html"
      try #require(mkfifo(pipe, 0o600) == 0)
      #expect(throws: FileReading.Problem.self) { try FileReading.octets(of: pipe, limit: 100) }
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
