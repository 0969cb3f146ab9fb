/// Something that happened to an entry, as its journal keeps it. Recipients are places in `QueueEntry.recipients`.
package enum JournalEvent: Sendable, Hashable {
  /// The final dot of these recipients' transaction is about to be sent.
  case dotSent(recipients: [Int])
  case sent(recipients: [Int], Reply)
  case deferred(recipients: [Int], Reply, nextAttempt: Int)
  /// Given up, refused for good or after the time for attempts; the sender's notice is about to be entered under this
  /// id. nil: nobody is to be told.
  case failing(recipients: [Int], Reply, notice: QueueID?, isExpired: Bool = false)
  /// The notice is in the queue.
  case failed(recipients: [Int])
  /// The smarthost took the message and will not tell the sender, who asked to be told; the notice is about to be
  /// entered under this id.
  case relayed(recipients: [Int], notice: QueueID)
  /// That notice is in the queue.
  case relayTold(notice: QueueID)
  /// The sender is about to be told, under this id, that the message is late.
  case delayTold(notice: QueueID)
  /// A person released the entry, in this form: its time starts anew.
  case released(ReleaseForm = .original)
  /// The approver is told of the held entry by this letter, which is in the queue.
  case approverTold(letter: QueueID)
  /// A person asked for an attempt now.
  case due
}

/// An event and when it was recorded, in seconds since 1970.
package struct JournalLine: Sendable, Hashable {
  package var time: Int
  package var event: JournalEvent

  package init(time: Int, event: JournalEvent) {
    self.time = time
    self.event = event
  }
}

extension JournalLine {
  /// The records of a line: the event's letter counts the fields inside.
  var octets: [UInt8] {
    var fields: [UInt8] = []
    Record.append(UInt8(ascii: "t"), time, to: &fields)
    let letter: Unicode.Scalar
    switch event {
    case .dotSent(let recipients):
      letter = "."
      Self.append(recipients, to: &fields)
    case .sent(let recipients, let reply):
      letter = "s"
      Self.append(recipients, reply, to: &fields)
    case .deferred(let recipients, let reply, let next):
      letter = "d"
      Self.append(recipients, reply, to: &fields)
      Record.append(UInt8(ascii: "n"), next, to: &fields)
    case .failing(let recipients, let reply, let notice, let isExpired):
      letter = "g"
      Self.append(recipients, reply, to: &fields)
      if let notice { Record.append(UInt8(ascii: "i"), notice.text, to: &fields) }
      if isExpired { Record.append(UInt8(ascii: "e"), [], to: &fields) }
    case .failed(let recipients):
      letter = "f"
      Self.append(recipients, to: &fields)
    case .relayed(let recipients, let notice):
      letter = "y"
      Self.append(recipients, to: &fields)
      Record.append(UInt8(ascii: "i"), notice.text, to: &fields)
    case .relayTold(let notice):
      letter = "z"
      Record.append(UInt8(ascii: "i"), notice.text, to: &fields)
    case .delayTold(let notice):
      letter = "l"
      Record.append(UInt8(ascii: "i"), notice.text, to: &fields)
    case .released(let form):
      letter = "r"
      if form != .original { Record.append(UInt8(ascii: "f"), form.rawValue, to: &fields) }
    case .approverTold(let letterID):
      letter = "a"
      Record.append(UInt8(ascii: "i"), letterID.text, to: &fields)
    case .due: letter = "u"
    }
    var line: [UInt8] = []
    Record.append(UInt8(ascii: letter), fields, to: &line)
    return line
  }

  private static func append(_ recipients: [Int], _ reply: Reply? = nil, to fields: inout [UInt8]) {
    for recipient in recipients { Record.append(UInt8(ascii: "x"), recipient, to: &fields) }
    if let reply {
      Record.append(UInt8(ascii: "c"), reply.code, to: &fields)
      Record.append(UInt8(ascii: "w"), reply.text, to: &fields)
    }
  }

  /// The line in a record; nil if it is not what `octets` writes.
  init?(_ record: Record) {
    guard let rows = Record.row(record.octets) else { return nil }
    func first(_ tag: Unicode.Scalar) -> Record? { rows.first { $0.tag == UInt8(ascii: tag) } }
    guard let time = first("t")?.number else { return nil }
    let recipients = rows.compactMap { $0.tag == UInt8(ascii: "x") ? $0.number : nil }
    let notice = first("i").flatMap { QueueID($0.text) }
    let reply = first("c")?.number.map { Reply(code: $0, text: first("w")?.text ?? "") }
    self.time = time
    switch (Unicode.Scalar(record.tag), reply) {
    case (".", _): event = .dotSent(recipients: recipients)
    case ("s", let reply?): event = .sent(recipients: recipients, reply)
    case ("d", let reply?):
      guard let next = first("n")?.number else { return nil }
      event = .deferred(recipients: recipients, reply, nextAttempt: next)
    case ("g", let reply?):
      event = .failing(recipients: recipients, reply, notice: notice, isExpired: first("e") != nil)
    case ("f", _): event = .failed(recipients: recipients)
    case ("l", _):
      guard let notice else { return nil }
      event = .delayTold(notice: notice)
    case ("y", _), ("z", _):
      guard let notice else { return nil }
      event =
        record.tag == UInt8(ascii: "y") ? .relayed(recipients: recipients, notice: notice) : .relayTold(notice: notice)
    case ("a", _):
      guard let notice else { return nil }
      event = .approverTold(letter: notice)
    case ("r", _):
      guard let form = ReleaseForm(rawValue: first("f")?.text ?? ReleaseForm.original.rawValue) else { return nil }
      event = .released(form)
    case ("u", _): event = .due
    default: return nil
    }
  }

  /// The whole lines of a journal, and how many octets they take; what follows them is a torn tail.
  static func lines(_ octets: [UInt8]) -> (lines: [JournalLine], length: Int) {
    var reader = RecordReader(octets[...])
    var lines: [JournalLine] = []
    while let record = reader.next() {
      if let line = JournalLine(record) { lines.append(line) }
    }
    return (lines, octets.count - reader.rest.count)
  }
}
