import Foundation
import Testing

@testable import Relay

struct ConversationTraceTests {
  private func traced(_ body: (ConversationTrace) -> Void) throws -> (text: String, mode: Int) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("presend-trace-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    body(try #require(ConversationTrace(folder: folder.path)))
    let file = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
    let path = folder.appendingPathComponent(file).path
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    return (try String(contentsOfFile: path, encoding: .utf8), mode ?? -1)
  }

  @Test("Commands and replies stand in it; secrets, challenges and messages do not")
  func leavesOut() throws {
    let (text, mode) = try traced { trace in
      trace.received("220 host ESMTP\r\n".utf8)
      trace.sent("EHLO test\r\n".utf8)
      trace.received("250-AUTH PLAIN LOGIN\r\n250 OK\r\n".utf8)
      trace.sent("AUTH LOGIN\r\n".utf8)
      trace.received("334 VXNlcm5hbWU6\r\n".utf8)
      trace.sent("c2VjcmV0dXNlcg==\r\n".utf8)
      trace.received("334 UGFzc3dvcmQ6\r\n".utf8)
      trace.sent("Z2VoZWlt\r\n".utf8)
      trace.received("535 wrong\r\n".utf8)
      trace.sent("auth plain AGEAZ2VoZWlt\r\n".utf8)
      trace.received("235 welcome\r\n".utf8)
      trace.sent("MAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n".utf8)
      trace.received("250 ok\r\n".utf8)
      trace.received("354 go on\r\n".utf8)
      trace.sent("Subject: vertraulich\r\n\r\n".utf8)
      trace.sent("text\r\n.\r\n".utf8)
      trace.received("250 taken\r\n".utf8)
      trace.sent("QUIT\r\n".utf8)
    }
    #expect(mode == 0o600)
    for secret in ["c2VjcmV0", "Z2VoZWlt", "VXNlcm5hbWU6", "vertraulich", "text"] { #expect(!text.contains(secret)) }
    for said in [
      "> EHLO test", "< 250-AUTH PLAIN LOGIN", "> AUTH LOGIN", "> (left out: a secret)",
      "< 334 (left out: a challenge)",
      "< 535 wrong", "> auth plain (left out: a secret)", "> RCPT TO:<c@d.test>",
      "> (left out: 33 octets of a message)",
      "< 250 taken", "> QUIT",
    ] {
      #expect(text.contains(said), "\(said)")
    }
  }

  @Test("Controls cannot forge lines, and a file does not grow for ever")
  func bounds() throws {
    let (text, _) = try traced { trace in
      trace.note("one\ntwo\u{1B}[2J")
      for _ in 0..<5000 { trace.received("250 \(String(repeating: "x", count: 1000))\r\n".utf8) }
    }
    #expect(text.hasPrefix("0 ms * one two [2J\n") || text.contains(" ms * one two [2J\n"))
    #expect(text.utf8.count < ConversationTrace.maximumOctets + 2000)
  }

  @Test("Older files go")
  func deletesOldest() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("presend-trace-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "kept".write(to: folder.appendingPathComponent("notes.txt"), atomically: true, encoding: .utf8)
    for _ in 0..<ConversationTrace.maximumFiles + 5 { _ = ConversationTrace(folder: folder.path) }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count == ConversationTrace.maximumFiles + 1 && names.contains("notes.txt"))
    #expect(ConversationTrace(folder: folder.path + "/missing") == nil)
  }
}
