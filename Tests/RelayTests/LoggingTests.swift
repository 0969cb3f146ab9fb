import Foundation
import Logging
import MailQueue
import MailSyntax
import Synchronization
import Testing

@testable import Relay

/// What the log says: ids, words and codes.
struct LoggingTests {
  /// Keeps "level message key=value …", the keys sorted.
  private final class Lines: Sendable {
    let kept = Mutex<[String]>([])
    var all: [String] { kept.withLock { $0 } }
  }

  private struct Handler: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let values = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted()
      lines.kept.withLock { $0.append((["\(event.level)", "\(event.message)"] + values).joined(separator: " ")) }
    }
  }

  private let lines = Lines()
  private var log: Logger { Logger(label: "", factory: { [lines] _ in Handler(lines: lines) }) }

  @Test func `a delivery is a line with what is known of it, and no more`() {
    let id = QueueID(arrival: 1)
    var event = CourierEvent(id: id, kind: .deferred, recipients: 2)
    event.code = 450
    event.enhancedCode = "4.2.0"
    log.note(event)
    event = CourierEvent(id: id, kind: .unreached)
    event.trouble = "no connection"
    log.note(event)
    #expect(
      lines.all == [
        "notice delivery code=450 event=deferred id=\(id) recipients=2 status=4.2.0",
        "error delivery event=unreached id=\(id) reason=no connection",
      ])
  }

  /// Nothing held, nothing told.
  @Test func `a pass over an empty queue says nothing of the approver`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("presend-log-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let queue = MailQueue(directory: folder)
    try queue.prepare()
    struct Unused: Transport {
      mutating func deliver(_ submission: Submission, aboutToEnd: ([Int]) throws -> Void) -> [RecipientOutcome] { [] }
    }
    var runner = QueueRunner(
      queue,
      keeping: HeldKeeping(
        queue, hostName: "host.test", approver: AddrSpec(localPart: "dsb", domain: "b.test"), lettersPerHour: 2),
      log: log, now: { 1_800_000_000 }, steady: { 77 }, shouldStop: { false }
    ) {
      Courier(queue: queue, transport: Unused(), hostName: "host.test", now: { 1_800_000_000 }, chance: { 0.5 })
    }
    #expect(runner.runDue().delivered == 0)
    #expect(lines.all.filter { $0.contains("approver") }.isEmpty, "\(lines.all)")
  }
}
