import Foundation
import TestSupport
import Testing

@testable import Commands

struct RepositoryPathTests {
  @Test("Paths count from the repository's root, links resolved")
  func paths() throws {
    try ScratchFolder.with { folder in
      try folder.write("repository/.git/HEAD", "")
      let file = try folder.write("repository/mail/news/a.html", "")
      let elsewhere = try folder.write("elsewhere.html", "")
      let root = folder.path + "/repository"
      try FileManager.default.createSymbolicLink(atPath: root + "/link", withDestinationPath: root + "/mail")
      let path = RepositoryPath(workingFolder: root + "/mail")
      #expect(path.root.hasSuffix("/repository/"))
      #expect(path(file) == "mail/news/a.html")
      #expect(path(root + "/link/news/a.html") == "mail/news/a.html")
      #expect(path("-") == "-")
      #expect(path("box.mbox#3") == "mail/box.mbox#3")
      #expect(path("./box.mbox#3") == "mail/box.mbox#3")
      #expect(path(elsewhere) == elsewhere)
    }
  }

  @Test("Out of a repository they count from the working folder")
  func noRepository() throws {
    try ScratchFolder.with { folder in
      let file = try folder.write("mail/a.html", "")
      #expect(RepositoryPath(workingFolder: folder.path + "/mail")(file) == "a.html")
    }
  }
}
