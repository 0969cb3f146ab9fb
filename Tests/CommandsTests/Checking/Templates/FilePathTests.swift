import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite struct FilePathTests {
  @Test("paths without dots", arguments: [
    ("/a/b", "/a/b"), ("/a//b/", "/a/b"), ("/a/./b", "/a/b"), ("/a/../b", "/b"), ("/", "/"), ("/..", nil),
    ("/a/../..", nil), ("a/b", "/a/b"), ("//a", "/a"), ("/a/.", "/a"), ("/a/..", "/"), ("/.a/..b/...", "/.a/..b/..."),
    ("/a.b/.c", "/a.b/.c"), ("", "/"), ("/a/b/", "/a/b"),
  ])
  func normalised(_ path: String, _ expected: String?) { #expect(FilePath.normalised(path) == expected) }

  @Test("names that two paths have in common at their start", arguments: [
    ("/a/b", "/a/b/c.html", 2), ("/a/b", "/a/bc/d.html", 1), ("/a", "/b", 0), ("/", "/a", 0), ("/a/b", "/a/b", 2),
    ("/a/bc", "/a/b", 1), ("", "", 0),
  ])
  func commonFolders(_ left: String, _ right: String, _ expected: Int) {
    #expect(FilePath.commonFolders(left, right) == expected)
  }

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
