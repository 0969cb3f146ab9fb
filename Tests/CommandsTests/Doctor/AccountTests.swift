import Glibc
import TestSupport
import Testing

@testable import Commands

/// What permission bits allow is what access(2) says of the account that asks.
struct AccountTests {
  private func file(_ mode: mode_t) throws -> FileFacts {
    try ScratchFolder.with { folder in
      let path = try folder.write("file", "x")
      chmod(path, mode)
      return try #require(FileFacts(of: path))
    }
  }

  @Test func `root may read all, and run what anybody may`() throws {
    let root = Account(0)
    #expect(try root.may(.read, file(0)))
    #expect(try !root.may(.pass, file(0o600)))
    #expect(try root.may(.pass, file(0o010)))
  }

  @Test(arguments: [0o000, 0o400, 0o040, 0o004, 0o200, 0o002, 0o777, 0o110] as [mode_t])
  func `one right of one sort of user`(mode: mode_t) throws {
    let file = try file(mode)
    let mine = getuid() == 0 ? Account(0) : Account(getuid())
    // Nobody's account has this number, and it is in no group.
    let stranger = Account(4_000_000_000)
    #expect(stranger.name == "uid 4000000000")
    #expect(stranger.may(.read, file) == (mode & 0o004 != 0))
    #expect(stranger.may(.write, file) == (mode & 0o002 != 0))
    #expect(stranger.may(.pass, file) == (mode & 0o001 != 0))
    if getuid() != 0 { #expect(mine.may(.read, file) == (mode & 0o400 != 0)) }
  }

  @Test func `the first folder that is closed is named`() throws {
    try ScratchFolder.with { folder in
      let closed = folder.path + "/closed"
      mkdir(closed, 0o700)
      chmod(folder.path, 0o755)
      #expect(Account(4_000_000_000).obstacle(onTheWayTo: closed + "/file") == closed)
      chmod(closed, 0o711)
      #expect(Account(4_000_000_000).obstacle(onTheWayTo: closed + "/file") == nil)
    }
  }

  @Test(arguments: [(0o640, "0640"), (0o3770, "3770"), (0, "0000")] as [(mode_t, String)])
  func `modes are written as chmod takes them`(mode: mode_t, text: String) throws {
    #expect(try file(mode).permissionText == text)
  }

  @Test func `what is not there has no facts`() {
    #expect(FileFacts(of: "/nowhere/nothing") == nil)
    #expect(!FileFacts.isHidden("/nowhere/nothing"))
  }
}
