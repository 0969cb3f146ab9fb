/// What a courier is about to send, put on disk for a batch of entries at once: lines of the entries' journals that are
/// kept elsewhere until something else is written to the journal, or the entry is gone. docs/queue.md, "Batches".
///
/// Each courier has a file of its own in `intents/`, locked as long as it is used and deleted at the end.
final class IntentLog {
  private let queue: MailQueue
  private var file: (path: String, descriptor: Int32)?
  /// Whether the name of the file is on disk.
  private var isNamed = false
  /// Octets in the file.
  private var length = 0

  init(_ queue: MailQueue) { self.queue = queue }

  deinit {
    guard let file else { return }
    try? queue.fileSystem.unlink(file.path)
    try? queue.fileSystem.close(file.descriptor)
  }

  /// Replaces what the file says. On return it is on disk, and what it announces may be done; if it throws, nothing is
  /// announced.
  func write(_ intents: [Intent], at now: Int) throws(QueueError) {
    try during("writing what is about to be sent") { () throws(SystemError) in
      let descriptor = try open(at: now)
      do throws(SystemError) {
        if length > 0 { try queue.fileSystem.truncate(descriptor, to: 0) }
        let octets = intents.flatMap(\.octets)
        length = octets.count
        try queue.fileSystem.writeAll(octets, to: descriptor)
        try queue.fileSystem.synchronise(descriptor)
        if !isNamed { try queue.fileSystem.synchroniseFolder(queue.intentFolder) }
        isNamed = true
      } catch {
        // Not to have entries wait in doubt of which nothing was sent.
        try? queue.fileSystem.truncate(descriptor, to: 0)
        throw error
      }
    }
  }

  /// Leaves the file as it is, since it says something that could be written nowhere else: it counts as that of a
  /// courier that has crashed, and the next batch begins another.
  func abandon() {
    if let file { try? queue.fileSystem.close(file.descriptor) }
    file = nil
    isNamed = false
    length = 0
  }

  private func open(at now: Int) throws(SystemError) -> Int32 {
    if let file { return file.descriptor }
    let path = queue.intentFolder + "/" + QueueID(arrival: now).text
    let descriptor = try queue.fileSystem.open(path, .create)
    file = (path, descriptor)
    // Nobody else knows the file; the lock says to the cleaning that it is in use.
    _ = try queue.fileSystem.lock(descriptor)
    return descriptor
  }
}

/// A line of an entry's journal that was written elsewhere.
struct Intent: Equatable {
  var id: QueueID
  /// How long the journal was: the line counts as long as nothing else is behind that.
  var journalLength: Int
  var line: JournalLine

  init(id: QueueID, journalLength: Int, line: JournalLine) {
    self.id = id
    self.journalLength = journalLength
    self.line = line
  }

  /// The record of an intent.
  var octets: [UInt8] {
    var fields: [UInt8] = []
    Record.append(UInt8(ascii: "i"), id.text, to: &fields)
    Record.append(UInt8(ascii: "l"), journalLength, to: &fields)
    var output: [UInt8] = []
    Record.append(UInt8(ascii: "b"), fields + line.octets, to: &output)
    return output
  }

  /// nil if it is not what `octets` writes.
  init?(_ record: Record) {
    guard record.tag == UInt8(ascii: "b"), let rows = Record.row(record.octets), rows.count == 3,
      let id = QueueID(rows[0].text), let length = rows[1].number, let line = JournalLine(rows[2])
    else { return nil }
    self.init(id: id, journalLength: length, line: line)
  }
}

extension MailQueue {
  /// The files of all couriers, those that have crashed too.
  var intentFolder: String { directory + "/intents" }

  /// What couriers have announced and not brought to its end, by entry. Of an entry that is locked, only what counts.
  ///
  /// Cost: one listing, and a file of a few kilobytes for each courier. To be asked behind the lock of an entry: as
  /// long as another has it, that one's intents come and go.
  func intents() throws(SystemError) -> [QueueID: [Intent]] {
    var found: [QueueID: [Intent]] = [:]
    for path in try intentFiles() {
      for intent in try intents(in: path) { found[intent.id, default: []].append(intent) }
    }
    return found
  }

  func intentFiles() throws(SystemError) -> [String] {
    do throws(SystemError) {
      return try fileSystem.names(in: intentFolder).filter { QueueID($0) != nil }.map { intentFolder + "/" + $0 }
    } catch {
      if error.isNoSuchFile { return [] }
      throw error
    }
  }

  /// Empty for a file that is gone: its courier came to its end.
  func intents(in path: String) throws(SystemError) -> [Intent] {
    let descriptor: Int32
    do throws(SystemError) {
      descriptor = try fileSystem.open(path, .read)
    } catch {
      if error.isNoSuchFile { return [] }
      throw error
    }
    defer { try? fileSystem.close(descriptor) }
    let size = try fileSystem.status(descriptor).size
    var reader = RecordReader(try fileSystem.read(descriptor, at: 0, count: size)[...])
    var found: [Intent] = []
    while let record = reader.next() {
      if let intent = Intent(record) { found.append(intent) }
    }
    return found
  }
}
