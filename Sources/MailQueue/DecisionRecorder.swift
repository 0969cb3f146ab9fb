internal import Glibc
internal import MailSyntax

/// Brings decisions into the audit log: those in the entries, before anything of them leaves, and those about messages
/// of which nothing else was kept.
///
/// Who hands in mail writes its decision into the entry, as part of what is committed, and nowhere else. So a message
/// cannot be taken without its record, whatever becomes of the process; and the log has one writer, whom no submitter
/// can stop. A crash between log and memory is made good by asking the log itself what it holds.
package struct DecisionRecorder {
  private let queue: MailQueue
  /// Of the entries that are there, those that the log has.
  private var recorded: Set<QueueID> = []
  /// How far the log has been read: the newest file and its whole lines.
  private var read: (name: String, end: Int)?

  /// Entries that were judged with something missing (`failOpen`), since this was last asked: an alarm for people.
  private var openDecisions: [QueueID] = []
  /// Entries that somebody has got already a short time ago, likewise.
  private var duplicates: [QueueID] = []

  /// So many entries share one `fsync` of the log.
  package static let batch = 256
  /// Clocks may have been put back by so much between two lines, in seconds.
  private static let clockTolerance = 3600
  /// The events that put an entry on record.
  private static let events: Set<String> = ["decision", "notice", "undecided", "damaged"]

  package init(_ queue: MailQueue) { self.queue = queue }

  /// Whether the log has the entry's decision.
  package func has(_ id: QueueID) -> Bool { recorded.contains(id) }

  /// Records what the log has not of these entries, at most `batch` of them.
  ///
  /// An entry that somebody else has locked is left out: its writer may still take it back.
  /// - Returns: those that are not there any more.
  @discardableResult
  package mutating func record(
    _ ids: some Sequence<QueueID>, in state: MailQueue.State, at now: Int
  ) throws(QueueError) -> [QueueID] {
    var unknown: [QueueID] = []
    for id in ids where !recorded.contains(id) {
      unknown.append(id)
      if unknown.count == Self.batch { break }
    }
    if unknown.isEmpty { return [] }
    let log = try OpenAuditLog(queue.auditFolder)
    try learn(from: log, oldest: unknown.min()!.arrival)
    let key = try during("reading the key of the audit log") { () throws(SystemError) in
      try AddressKey.made(in: queue.auditFolder)
    }
    var lines: [String] = []
    var done: [QueueID] = []
    var gone: [QueueID] = []
    for id in unknown where !recorded.contains(id) {
      let line: String
      do throws(QueueError) {
        line = try self.line(for: id, in: state, key)
      } catch {
        switch error {
        case .busy: continue
        case .notFound:
          gone.append(id)
          continue
        default: throw error
        }
      }
      lines.append(line)
      if Self.has(#","failOpen":["#, in: line) { openDecisions.append(id) }
      if Self.has(#","duplicateRecipients":"#, in: line) { duplicates.append(id) }
      done.append(id)
    }
    try log.append(lines, at: now)
    recorded.formUnion(done)
    noteEnd(of: log)
    return gone
  }

  /// Records all that waits for a person, and all decisions of which nothing else was kept; the latter are then
  /// deleted where they were.
  package mutating func recordOthers(at now: Int) throws(QueueError) {
    try recordAll(in: .held, at: now)
    try recordAll(in: .decided, at: now)
    for id in try queue.ids(in: .decided) where recorded.contains(id) {
      try? queue.fileSystem.unlink(queue.path(of: id, in: .decided))
    }
  }

  /// Records everything that is there.
  package mutating func recordAll(at now: Int) throws(QueueError) {
    try recordAll(in: .queue, at: now)
    try recordOthers(at: now)
  }

  /// Writes events of other kinds, behind what the log lacks so far.
  /// - Parameter lines: members of a JSON object each, without the braces.
  package mutating func record(lines: [String], at now: Int) throws(QueueError) {
    try recordAll(at: now)
    let log = try OpenAuditLog(queue.auditFolder)
    try log.append(lines, at: now)
    noteEnd(of: log)
  }

  /// Gives the alarms and forgets them.
  package mutating func takeOpenDecisions() -> [QueueID] {
    defer { openDecisions = [] }
    return openDecisions
  }

  /// Gives the entries that were handed in twice and forgets them.
  package mutating func takeDuplicates() -> [QueueID] {
    defer { duplicates = [] }
    return duplicates
  }

  /// Forgets an entry that is no longer there.
  package mutating func forget(_ id: QueueID) { recorded.remove(id) }

  /// Forgets entries that are no longer there.
  package mutating func forget(allBut present: Set<QueueID>) { recorded.formIntersection(present) }

  /// The last line of the log: what to tell a witness.
  package func head() throws(QueueError) -> AuditLink { try OpenAuditLog(queue.auditFolder).last }

  private mutating func recordAll(in state: MailQueue.State, at now: Int) throws(QueueError) {
    let ids = try queue.ids(in: state)
    var rest = ids[...]
    while !rest.isEmpty {
      try record(rest.prefix(Self.batch), in: state, at: now)
      rest = rest.dropFirst(Self.batch)
    }
  }

  // MARK: What the log has already

  /// Reads what was appended since the last time; at first, all that may tell of an entry that is there.
  private mutating func learn(from log: OpenAuditLog, oldest: Int) throws(QueueError) {
    let folder = queue.auditFolder
    let known = read
    let since = Timestamp.text(oldest - Self.clockTolerance)
    var found: Set<QueueID> = []
    try during("reading the audit log") { () throws(SystemError) in
      for name in try folder.names().reversed() {
        if let known, name < known.name { break }
        let descriptor = try folder.fileSystem.open(folder.path(of: name), .read)
        defer { try? folder.fileSystem.close(descriptor) }
        let start =
          if let known { name == known.name ? known.end : 0 } else { try folder.offset(of: since, in: descriptor) }
        let before = found.count
        try folder.forEachLine(of: descriptor, from: start) { (line, _) throws(SystemError) in
          if let (event, id) = AuditLine.subject(of: line), Self.events.contains(event) { found.insert(id) }
          return true
        }
        // What another process wrote may be in memory alone, if it ended before its fsync.
        if found.count > before { try folder.fileSystem.synchronise(descriptor) }
        if known == nil, start > 0 { break }
      }
    }
    recorded.formUnion(found)
    noteEnd(of: log)
  }

  private mutating func noteEnd(of log: OpenAuditLog) {
    guard let name = log.newest else { return }
    read = (name, log.end)
  }

  // MARK: Lines

  private func line(for id: QueueID, in state: MailQueue.State, _ key: AddressKey) throws(QueueError) -> String {
    do throws(QueueError) {
      return Self.line(for: try OpenedEntry(id, in: state, of: queue).summary, key)
    } catch {
      guard case .damaged = error else { throw error }
      return #""event":"damaged","id":"\#(id)""#
    }
  }

  private static func line(for entry: QueueEntry, _ key: AddressKey) -> String {
    let recipients = entry.recipients.map { #""\#(key.hash(of: $0))""# }.joined(separator: ",")
    let sender = entry.reversePath.map { #""\#(key.hash(of: $0))""# } ?? "null"
    let people = #""sender":\#(sender),"recipients":[\#(recipients)]"#
    if let decision = members(of: entry.decision) {
      return #""event":"decision","id":"\#(entry.id)",\#(decision),\#(people)"#
    }
    if entry.reversePath == nil, entry.mailClass == "system" {
      let parent = entry.noticeOf.map { #""of":"\#($0)","# } ?? ""
      return #""event":"notice","id":"\#(entry.id)",\#(parent)\#(people)"#
    }
    // An entry of a version that kept no decision in it.
    return #""event":"undecided","id":"\#(entry.id)",\#(people)"#
  }

  /// Whether the octets stand in the line. (`String.contains` would take as long as all else that is done for a line.)
  private static func has(_ sought: StaticString, in line: String) -> Bool {
    var line = line
    let count = sought.utf8CodeUnitCount
    return line.withUTF8 { octets in
      octets.count >= count
        && (0...octets.count - count).contains { start in
          octets[start] == sought.utf8Start[0] && memcmp(octets.baseAddress! + start, sought.utf8Start, count) == 0
        }
    }
  }

  /// What stands between the braces of an object on one line; nil if it is none, as where the disk has damaged it.
  private static func members(of object: String?) -> Substring? {
    guard let object, object.utf8.count > 2, object.hasPrefix("{"), object.hasSuffix("}"),
      !object.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
    else { return nil }
    return object.dropFirst().dropLast()
  }
}
