import Glibc
import Testing

@testable import MailQueue

struct WakeChannelTests {
  /// Runs with a channel in a folder of its own.
  private func with(_ body: (WakeChannel) throws -> Void) throws {
    var template = Array("/tmp/presend-test.XXXXXX".utf8CString)
    #expect(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    let queue = MailQueue(directory: folder)
    defer {
      unlink(queue.wakePath)
      rmdir(folder)
    }
    try body(WakeChannel(of: queue))
  }

  @Test func `who asks for a listener wakes nobody`() throws {
    try with { channel in
      #expect(channel.hasListener == false)
      let listener = try #require(channel.listen())
      #expect(channel.hasListener == true)
      #expect(WakeChannel.wait(on: listener, milliseconds: 0) == nil)
      close(listener)
      #expect(channel.hasListener == false)
    }
  }

  @Test func `an id and a call are heard`() throws {
    try with { channel in
      let listener = try #require(channel.listen())
      defer { close(listener) }
      let id = QueueID(arrival: 1_800_000_000)
      #expect(channel.signal(id) && channel.signal(.flush))
      let news = WakeChannel.wait(on: listener, milliseconds: 1_000)
      #expect(news?.ids == [id] && news?.calls == [.flush])
    }
  }
}
