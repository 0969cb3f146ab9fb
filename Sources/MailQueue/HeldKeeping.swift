package import MailSyntax

/// What becomes of held messages while nobody decides: somebody is told that they wait, and in the end they go back.
package struct HeldKeeping: Sendable {
  private let queue: MailQueue
  private let hostName: String
  /// Who is told; nil: nobody.
  private let approver: AddrSpec?
  /// At most so many letters within an hour.
  private let lettersPerHour: Int
  /// Entries that need not be looked at again.
  private var told: Set<QueueID> = []

  private static let hour = 3600

  package init(_ queue: MailQueue, hostName: String, approver: AddrSpec?, lettersPerHour: Int) {
    self.queue = queue
    self.hostName = hostName
    self.approver = approver
    self.lettersPerHour = lettersPerHour
  }

  /// Tells the approver of what is held and was not told yet, in one letter, unless there were enough within the hour.
  ///
  /// The letter comes first, then the note in the journals: a crash between tells twice rather than never.
  /// - Returns: how many messages the approver is told of.
  package mutating func tellApprover(at now: Int) throws(QueueError) -> Int {
    guard let approver else { return 0 }
    let held = try queue.ids(in: .held)
    told.formIntersection(held)
    if held.allSatisfy(told.contains) { return 0 }
    // How many letters there were is read from the journals: it has to outlast this process.
    var letters: Set<QueueID> = []
    var waiting: [LockedEntry] = []
    for id in held {
      guard let entry = try? queue.lock(id, in: .held) else { continue }
      if let last = entry.delivery.approverLetter {
        told.insert(id)
        if last.time > now - Self.hour, last.time <= now { letters.insert(last.letter) }
      } else if waiting.count < Self.maximumTold {
        waiting.append(entry)
      }
    }
    guard !waiting.isEmpty, letters.count < lettersPerHour else { return 0 }
    let id = QueueID(arrival: now)
    let letter = ApproverLetter(entries: waiting.map(\.summary), approver: approver, hostName: hostName)
    try queue.enter(letter.queueEntry(id: id, at: now))
    for entry in waiting {
      try entry.record([.approverTold(letter: id)], at: now)
      told.insert(entry.id)
    }
    return waiting.count
  }
  /// Each is locked, and so open, while the letter is made.
  private static let maximumTold = 200

  /// Gives back what nobody has decided about in time; its senders are told, as they are of what is rejected.
  /// - Parameter record: called before each, so that it is on record.
  /// - Returns: how many went back.
  package func giveBackExpired(
    at now: Int, record: (QueueID) throws(QueueError) -> Void
  ) throws(QueueError) -> Int {
    var count = 0
    for id in try queue.ids(in: .held) {
      guard let listing = try? queue.listing(id, in: .held), let expiry = listing.entry.expiry, expiry <= now else {
        continue
      }
      try record(id)
      do throws(QueueError) {
        try queue.reject(id, at: now, hostName: hostName, kind: .lapsed)
        count += 1
      } catch {
        switch error {
        case .busy, .notFound: continue
        default: throw error
        }
      }
    }
    return count
  }
}
