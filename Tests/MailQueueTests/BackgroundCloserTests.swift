import Glibc
import Testing

@testable import MailQueue

struct BackgroundCloserTests {
  /// More than wait at a time, from several threads, so that some are closed by their caller.
  @Test func `closes each descriptor once`() async throws {
    var ends: [Int32] = []
    var descriptors: [Int32] = []
    for _ in 0..<200 {
      var pair: [Int32] = [-1, -1]
      try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &pair) == 0)
      ends.append(pair[0])
      descriptors.append(pair[1])
    }
    await withTaskGroup(of: Void.self) { group in
      for descriptor in descriptors { group.addTask { BackgroundCloser.shared.close(descriptor) } }
    }
    // A socket whose other end is closed hangs up; other tests may have the same number for another file by then.
    for end in ends {
      var waiting = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
      #expect(poll(&waiting, 1, 10_000) == 1 && waiting.revents & Int16(POLLHUP) != 0)
      close(end)
    }
  }
}
