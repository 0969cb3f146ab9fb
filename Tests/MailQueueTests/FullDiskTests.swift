import Foundation
import Glibc
import MailSyntax
import Testing

@testable import MailQueue

/// A real file system with no room, which needs the right to mount one.
@Suite(
  .enabled(
    if: geteuid() == 0 || ProcessInfo.processInfo.environment["CI"] != nil, "mounting a small tmpfs needs root"))
struct FullDiskTests {
  /// unshare(2) with CLONE_NEWNS, which the headers show to GNU programs alone.
  private static func leaveMountNamespace() -> Bool {
    let newMountNamespace: Int32 = 0x0002_0000
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "unshare") else { return false }
    typealias Unshare = @convention(c) (Int32) -> Int32
    return unsafeBitCast(symbol, to: Unshare.self)(newMountNamespace) == 0
  }

  @Test func `a full disk is temporary and leaves nothing`() async throws {
    // In a process of its own with a mount namespace of its own, which ends with it.
    await #expect(processExitsWith: .success) {
      guard FullDiskTests.leaveMountNamespace(), mount("none", "/", nil, UInt(MS_REC | MS_PRIVATE), nil) == 0 else {
        exit(2)
      }
      let folder = "/tmp/presend-full-\(getpid())"
      guard mkdir(folder, 0o700) == 0, mount("none", folder, "tmpfs", 0, "size=64k") == 0 else { exit(3) }
      defer {
        umount(folder)
        rmdir(folder)
      }
      // The check for room is switched off, so that writing itself fails.
      let queue = MailQueue(directory: folder + "/spool", minimumFreeOctets: 0)
      var taken: [QueueID] = []
      do throws(QueueError) {
        while true {
          var entry = Samples.entry()
          entry.original = Array(repeating: 0x61, count: 9000)
          taken.append(try queue.enter(entry))
        }
      } catch {
        guard error.isTransient else { exit(4) }
      }
      guard !taken.isEmpty, try queue.ids(in: .queue) == taken.sorted() else { exit(5) }
      for id in taken { _ = try queue.read(id) }
      guard try PosixFileSystem().names(in: folder + "/spool/tmp").isEmpty else { exit(6) }
      guard (try? MailQueue(directory: folder + "/spool").enter(Samples.entry())) == nil else { exit(7) }
    }
  }
}
