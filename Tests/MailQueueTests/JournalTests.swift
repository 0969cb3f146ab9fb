import MailSyntax
import Testing

@testable import MailQueue

struct JournalTests {
  static let events: [JournalEvent] = [
    .dotSent(recipients: [0, 2]), .sent(recipients: [0], Reply(code: 250, text: "ok\nmore: 1\n")),
    .deferred(recipients: [1], Reply(code: 0, text: ""), nextAttempt: 5),
    .failing(recipients: [2], Reply(code: 550, text: "5.1.1 no"), notice: QueueID(arrival: 1)),
    .failing(recipients: [2], Reply(code: 550, text: "5.1.1 no"), notice: nil),
    .failing(
      recipients: [2], Reply(code: 0, text: "no attempt succeeded"), notice: QueueID(arrival: 1), isExpired: true),
    .failed(recipients: [2]),
    .delayTold(notice: QueueID(arrival: 2)), .released(), .released(.proposed), .due,
    .approverTold(letter: QueueID(arrival: 3)), .relayed(recipients: [1], notice: QueueID(arrival: 4)),
    .relayTold(notice: QueueID(arrival: 4)),
  ]

  @Test(arguments: events)
  func `reads what it wrote`(event: JournalEvent) {
    let line = JournalLine(time: 1_800_000_000, event: event)
    #expect(JournalLine.lines(line.octets).lines == [line])
  }

  @Test func `a torn tail is left out`() {
    let whole = JournalLine(time: 1, event: .dotSent(recipients: [0])).octets
    let last = JournalLine(time: 2, event: .sent(recipients: [0], Reply(code: 250, text: "ok"))).octets
    for length in 0..<last.count {
      let (lines, end) = JournalLine.lines(whole + last.prefix(length))
      #expect(lines.count == 1 && end == whole.count)
    }
  }

  @Test func `a torn tail is cut off before the next line`() throws {
    let disk = ModelDisk()
    let queue = try Samples.queue(disk)
    let entry = Samples.entry()
    try queue.enter(entry)
    try queue.lock(entry.id).record([.dotSent(recipients: [0])], at: 1)
    let descriptor = try disk.open("/spool/journal/\(entry.id)", .append)
    try disk.writeAll(Array("s20:half".utf8), to: descriptor)
    try disk.close(descriptor)
    try queue.lock(entry.id).record([.sent(recipients: [0], Reply(code: 250, text: "ok"))], at: 2)
    #expect(try queue.journal(entry.id).count == 2)
    #expect(try queue.listing(entry.id).delivery.recipients[0].status == .sent)
  }

  @Test func `recipients are kept apart`() {
    var state = DeliveryState(recipientCount: 3, arrival: 100)
    #expect(state.due(at: 100) == [0, 1, 2])
    state.apply(JournalLine(time: 100, event: .dotSent(recipients: [0, 1])), inDoubtPause: 1800)
    state.apply(
      JournalLine(time: 101, event: .sent(recipients: [0], Reply(code: 250, text: ""))), inDoubtPause: 1800)
    state.apply(
      JournalLine(time: 101, event: .deferred(recipients: [2], Reply(code: 450, text: ""), nextAttempt: 400)),
      inDoubtPause: 1800)
    #expect(state.recipients.map(\.status) == [.sent, .inDoubt, .waiting])
    #expect(state.nextAttempt == 400)
    #expect(state.due(at: 400) == [2] && state.due(at: 1900) == [1, 2])
    state.apply(JournalLine(time: 500, event: .due), inDoubtPause: 1800)
    #expect(state.due(at: 500) == [1, 2])
    state.apply(
      JournalLine(time: 600, event: .failing(recipients: [1, 2], Reply(code: 550, text: ""), notice: nil)),
      inDoubtPause: 1)
    #expect(!state.isFinished && state.nextAttempt == nil)
    // A clock that was years ahead does not stop the mail for years.
    let wrong = DeliveryState(recipientCount: 1, arrival: 2_000_000_000)
    #expect(wrong.due(at: 1_800_000_000) == [0] && wrong.due(at: 2_000_000_000 - 3600).isEmpty)
    // Places that the entry does not have are passed over.
    state.apply(JournalLine(time: 600, event: .failed(recipients: [1, 2, 99, -1])), inDoubtPause: 1)
    #expect(state.isFinished)
  }
}
