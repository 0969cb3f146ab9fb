import Foundation
import MailQueue
import MailSyntax
import TestSupport
import Testing

@testable import Gateway

struct PostfixListingTests {
  private func enter(_ queue: MailQueue, _ recipients: [String], state: MailQueue.State = .queue) throws -> QueueID {
    try queue.prepare()
    let entry = QueueEntry(
      arrival: 1_800_000_000, reversePath: state == .held ? nil : AddrSpec(parsing: "shop@beispiel.test"),
      original: Array("From: a\n\nb\n".utf8),
      variants: [QueueVariant(recipients: recipients.map { AddrSpec(parsing: $0)! }, octets: nil)],
      holdReasons: state == .held ? [HoldReason(rule: "tracking/pixel", explanation: "signed")] : [])
    return state == .held ? try queue.hold(entry) : try queue.enter(entry)
  }

  private func listing(_ queue: MailQueue, visibleTo user: UInt32? = nil) throws -> PostfixListing {
    PostfixListing(of: try queue.list(.queue) + queue.list(.held) + queue.list(.failed), visibleTo: user)
  }

  @Test("An empty queue is said in the words that tools look for, and in no JSON at all")
  func empty() throws {
    try ScratchFolder.with { folder in
      let queue = MailQueue(directory: folder.path + "/spool")
      let listing = try listing(queue)
      #expect(listing.text == "Mail queue is empty" && listing.json.isEmpty)
    }
  }

  @Test("Columns, held mail, reasons and the count stand where Postfix writes them")
  func columns() throws {
    try ScratchFolder.with { folder in
      let queue = MailQueue(directory: folder.path + "/spool")
      let first = try enter(queue, ["anna@kunde.test", "bert@kunde.test"])
      let second = try enter(queue, ["cora@kunde.test"], state: .held)
      let lines = try listing(queue).text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      #expect(lines.count == 10)
      #expect(lines[0] == "----Queue ID----- --Size-- ---Arrival Time---- --Sender/Recipient------")
      #expect(lines[1].hasPrefix("\(first) ") && lines[1].hasSuffix(" shop@beispiel.test"))
      #expect(lines[2] == String(repeating: " ", count: 41) + "anna@kunde.test")
      #expect(lines[4].isEmpty)
      #expect(lines[5].hasPrefix("\(second)! ") && lines[5].hasSuffix(" MAILER-DAEMON"))
      #expect(lines[6].hasSuffix("(held: tracking/pixel)") && lines[6].count == 78)
      #expect(lines[8].isEmpty && lines[9] == "-- 0 Kbytes in 2 Requests.")
    }
  }

  @Test("Other users' mail is counted and not shown")
  func otherUsers() throws {
    try ScratchFolder.with { folder in
      let queue = MailQueue(directory: folder.path + "/spool")
      _ = try enter(queue, ["anna@kunde.test"])
      let text = try listing(queue, visibleTo: getuid() + 1).text
      #expect(!text.contains("@") && text.contains("(1 Request of other users not shown)"))
      #expect(text.hasSuffix("-- 0 Kbytes in 1 Request."))
      #expect(try listing(queue, visibleTo: getuid() + 1).json.isEmpty)
      #expect(try listing(queue, visibleTo: getuid()).text.contains("anna@kunde.test"))
    }
  }

  @Test("A damaged entry is a row for those who see all, and counted for the others")
  func damaged() throws {
    try ScratchFolder.with { folder in
      let queue = MailQueue(directory: folder.path + "/spool")
      let id = try enter(queue, ["anna@kunde.test"])
      try Data().write(to: URL(fileURLWithPath: folder.path + "/spool/queue/\(id)"))
      #expect(id.arrival == 1_800_000_000)
      let text = try listing(queue).text
      #expect(text.contains("\(id) ") && text.contains("(damaged: ") && text.hasSuffix("in 1 Request."))
      #expect(try !listing(queue, visibleTo: getuid()).text.contains(id.text))
    }
  }

  @Test("A JSON object a line, with Postfix' keys")
  func json() throws {
    try ScratchFolder.with { folder in
      let queue = MailQueue(directory: folder.path + "/spool")
      let id = try enter(queue, ["anna@kunde.test"])
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(try listing(queue).json[0].utf8)) as? [String: Any])
      #expect(object["queue_id"] as? String == id.text && object["queue_name"] as? String == "incoming")
      #expect(object["arrival_time"] as? Int == 1_800_000_000)
      #expect((object["recipients"] as? [[String: String]])?.first == ["address": "anna@kunde.test"])
    }
  }
}
