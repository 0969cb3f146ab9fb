internal import Glibc
internal import MailQueue
internal import Reporting

/// The queue as Postfix' `mailq` and `postqueue -j` write it (postqueue(1), "JSON OBJECT FORMAT"), for the tools that
/// read those. People are better served by `presend queue list`.
struct PostfixListing {
  private let shown: [Row]
  /// Of other users, whose mail is not shown.
  private let concealed: Int
  private let octets: Int

  /// - Parameters:
  ///   - entries: what waits, is held, or could not be delivered.
  ///   - user: the one user whose entries are shown; nil for everybody's. All are counted.
  init(of entries: [MailQueue.ListedEntry], visibleTo user: UInt32?) {
    let rows = entries.map(Row.init)
    shown = user.map { user in rows.filter { $0.owner == user } } ?? rows
    concealed = rows.count - shown.count
    octets = rows.map(\.octets).reduce(0, +)
  }

  /// The last line counts all entries: that is what monitoring reads.
  var text: String {
    let count = shown.count + concealed
    guard count > 0 else { return "Mail queue is empty" }
    var lines = ["----Queue ID----- --Size-- ---Arrival Time---- --Sender/Recipient------"]
    for row in shown { lines += self.lines(of: row) + [""] }
    if concealed > 0 { lines += ["(\(Self.requests(concealed)) of other users not shown)", ""] }
    return (lines + ["-- \(octets / 1024) Kbytes in \(Self.requests(count))."]).joined(separator: "\n")
  }

  /// An object a line; nothing at all for an empty queue.
  var json: [String] { shown.map { Self.object($0).text } }

  private static func requests(_ count: Int) -> String { "\(count) Request\(count == 1 ? "" : "s")" }

  private func lines(of row: Row) -> [String] {
    let head = [
      Self.padded(row.id.text + (row.isHeld ? "!" : ""), to: 17), Self.padded(String(row.octets), to: 8, atFront: true),
      Self.localTime(row.arrival), Terminal.safe(row.sender),
    ]
    let reason = row.delayReason.map { Self.padded("(\(Terminal.safe($0)))", to: Self.reasonWidth, atFront: true) }
    let recipients = row.recipients.map { Self.padded("", to: Self.recipientColumn) + Terminal.safe($0) }
    return [head.joined(separator: " ")] + (reason.map { [$0] } ?? []) + recipients
  }

  private static let reasonWidth = 78
  private static let recipientColumn = 41

  private static func object(_ row: Row) -> JSONValue {
    .object([
      ("queue_name", .string(row.queueName)), ("queue_id", .string(row.id.text)),
      ("arrival_time", .integer(row.arrival)),
      ("message_size", .integer(row.octets)), ("forced_expire", .bool(false)), ("sender", .string(row.sender)),
      (
        "recipients",
        .array(
          row.recipients.map { recipient in
            .object([("address", .string(recipient))] + (row.delayReason.map { [("delay_reason", .string($0))] } ?? []))
          })
      ),
    ])
  }

  /// "Sun Nov 22 06:25:59", as ctime(3) begins, whatever the locale.
  private static func localTime(_ seconds: Int) -> String {
    var time = time_t(seconds)
    var local = tm()
    guard localtime_r(&time, &local) != nil else { return padded("", to: timeWidth) }
    var buffer = [CChar](repeating: 0, count: 64)  // asctime_r(3) wants 26
    guard asctime_r(&local, &buffer) != nil else { return padded("", to: timeWidth) }
    return String(decoding: buffer.prefix(timeWidth).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
  private static let timeWidth = 19

  private static func padded(_ text: String, to width: Int, atFront: Bool = false) -> String {
    let padding = String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
    return atFront ? padding + text : text + padding
  }
}

/// One entry in Postfix' terms.
private struct Row {
  let id: QueueID
  var arrival: Int
  var octets: Int
  /// nil where it cannot be known; shown to those who see all.
  var owner: UInt32?
  var sender = "MAILER-DAEMON"
  var recipients: [String] = []
  var delayReason: String?
  /// Postfix' names: "hold", "deferred" after an attempt, "incoming" before the first, "corrupt"; and "failed", where
  /// Postfix keeps nothing.
  var queueName: String
  var isHeld: Bool { queueName == "hold" }

  init(_ entry: MailQueue.ListedEntry) {
    switch entry {
    case .whole(let listing): self.init(listing)
    case .damaged(let entry): self.init(entry)
    }
  }

  private init(_ entry: MailQueue.DamagedEntry) {
    (id, arrival, octets, queueName) = (entry.id, entry.id.arrival, entry.fileOctets, "corrupt")
    delayReason = "damaged: \(entry.reason)"
  }

  private init(_ listing: MailQueue.Listing) {
    (id, arrival, octets, owner) = (listing.id, listing.entry.arrival, listing.messageOctets, listing.owner)
    if let reversePath = listing.entry.reversePath { sender = reversePath.text }
    recipients = listing.recipientsLeft.map(\.text)
    delayReason = listing.delivery.lastReply.map { "\($0.code) \($0.text)" }
    switch listing.state {
    case .held:
      queueName = "hold"
      delayReason = listing.entry.holdReasons.first.map { "held: \($0.rule)" }
    case .failed: queueName = "failed"
    case .queue, .decided: queueName = delayReason == nil ? "incoming" : "deferred"
    }
  }
}
