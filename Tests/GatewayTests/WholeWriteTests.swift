import Foundation
import TestSupport
import Testing

@testable import Gateway

struct WholeWriteTests {
  @Test("A file is replaced whole, and nothing is left beside it")
  func replace() throws {
    try ScratchFolder.with { folder in
      let path = try folder.write("report.json", "old and longer")
      try WholeWrite.replace(path, with: Array("new".utf8))
      #expect(try folder.read("report.json") == Array("new".utf8))
      try WholeWrite.replace(folder.path + "/other.json", with: [])
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["other.json", "report.json"])
    }
  }

  @Test("A link is followed, a device is written to")
  func special() throws {
    try ScratchFolder.with { folder in
      try folder.write("real", "old")
      let link = folder.path + "/link"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path + "/real")
      try WholeWrite.replace(link, with: Array("new".utf8))
      #expect(try folder.read("real") == Array("new".utf8))
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == folder.path + "/real")
      try WholeWrite.replace("/dev/null", with: [1, 2, 3])
    }
  }

  @Test("What cannot be written says why, and leaves nothing")
  func refused() throws {
    try ScratchFolder.with { folder in
      #expect(throws: WholeWrite.Failure.self) { try WholeWrite.replace(folder.path + "/no/report", with: [1]) }
      #expect(throws: WholeWrite.Failure.self) { try WholeWrite.replace(folder.path, with: [1]) }
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(left.isEmpty)
    }
  }
}
