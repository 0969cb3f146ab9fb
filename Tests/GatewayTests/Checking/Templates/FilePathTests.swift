import Foundation
import Testing

@testable import Gateway

@Suite struct FilePathTests {
  @Test("paths without dots", arguments: [
    ("/a/b", "/a/b"), ("/a//b/", "/a/b"), ("/a/./b", "/a/b"), ("/a/../b", "/b"), ("/", "/"), ("/..", nil), ("/a/../..", nil),
  ])
  func normalised(_ path: String, _ expected: String?) { #expect(FilePath.normalised(path) == expected) }

  @Test("folders of a path, nearest first", arguments: [
    ("/a/b/c.html", "/", ["/a/b", "/a", "/"]), ("/a/b/c.html", "/a", ["/a/b", "/a"]), ("/a/b/c.html", "/x", []),
    ("c.html", "/", [""]), ("a/b/c.html", "/", ["a/b", "a", ""]),
  ])
  func ancestors(_ path: String, _ top: String, _ expected: [String]) {
    #expect(FilePath.ancestors(of: path, upTo: top) == expected)
  }

  @Test("links are followed as far up as there are folders")
  func resolved() throws {
    try ScratchFolder.with { scratch in
      try scratch.write("real/here.html", "")
      let base = try #require(FilePath.real(scratch.path))
      try FileManager.default.createSymbolicLink(atPath: base + "/link", withDestinationPath: base + "/real")
      #expect(FilePath.resolved(base + "/link/here.html") == base + "/real/here.html")
      #expect(FilePath.resolved(base + "/link/new/x.html") == base + "/real/new/x.html")
      #expect(FilePath.resolved("/nowhere/x.html") == "/nowhere/x.html")
    }
  }
}
