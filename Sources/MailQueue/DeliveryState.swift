/// Where an entry stands: what its journal says, replayed.
package struct DeliveryState: Sendable, Hashable {
  /// What is known of one recipient.
  package struct Recipient: Sendable, Hashable {
    package enum Status: Sendable, Hashable {
      case waiting
      /// The final dot was sent, no outcome is known.
      case inDoubt
      case sent
      /// Given up; the notice with this id may or may not be in the queue yet.
      case failing(Reply, notice: QueueID?, isExpired: Bool)
      case failed
    }

    package fileprivate(set) var status = Status.waiting
    /// Attempts that ended in a deferral.
    package fileprivate(set) var attempts = 0
    /// Seconds since 1970; not tried before.
    package fileprivate(set) var notBefore: Int
    /// The last reply about this recipient; nil before its first attempt.
    package fileprivate(set) var lastReply: Reply?

    /// Whether nothing is left to do.
    package var isFinal: Bool { status == .sent || status == .failed }
    /// Whether it is to be tried again.
    package var isPending: Bool { status == .waiting || status == .inDoubt }
  }

  /// In the order of `QueueEntry.recipients`.
  package private(set) var recipients: [Recipient]
  /// When the message's time began: its arrival, or its release.
  package private(set) var start: Int
  /// The last reply about any recipient; nil before the first attempt.
  package private(set) var lastReply: Reply?
  /// The id of the notice of delay; nil while none was announced.
  package private(set) var delayNotice: QueueID?

  /// Notices of success that were announced and may not be in the queue yet, and whom each is about.
  package private(set) var relayNotices: [QueueID: [Int]] = [:]

  /// In which form the entry goes out.
  package private(set) var form = ReleaseForm.original
  /// The letter by which the approver was told, and when; nil before.
  package private(set) var approverLetter: ApproverTold?

  package struct ApproverTold: Sendable, Hashable {
    package let letter: QueueID
    package let time: Int
  }

  package init(recipientCount: Int, arrival: Int) {
    recipients = Array(repeating: Recipient(notBefore: arrival), count: recipientCount)
    start = arrival
  }

  /// Places of the recipients that are to be tried some time.
  package var pending: [Int] { recipients.indices.filter { recipients[$0].isPending } }
  /// No pause is longer than a day. A time further off was written by a clock that was wrong, and counts as now.
  static let maximumPause = 24 * 3600

  /// Places of the recipients that are to be tried now.
  package func due(at now: Int) -> [Int] {
    pending.filter { recipients[$0].notBefore <= now || recipients[$0].notBefore > now + Self.maximumPause }
  }
  /// When the first pending recipient is due; nil if none is pending.
  package var nextAttempt: Int? { pending.map { recipients[$0].notBefore }.min() }
  package var isFinished: Bool { recipients.allSatisfy(\.isFinal) }
  /// Places of the recipients whose notice was announced and may not be in the queue yet.
  package var failing: [Int] {
    recipients.indices.filter { if case .failing = recipients[$0].status { true } else { false } }
  }

  /// Places of the recipients that this notice reports.
  func places(reportedBy notice: QueueID) -> [Int] {
    recipients.indices.filter { if case .failing(_, notice, _) = recipients[$0].status { true } else { false } }
  }

  /// - Parameter inDoubtPause: how long after a final dot without outcome to wait, in seconds.
  mutating func apply(_ line: JournalLine, inDoubtPause: Int) {
    switch line.event {
    case .dotSent(let places):
      change(places) {
        $0.status = .inDoubt
        $0.notBefore = line.time + inDoubtPause
      }
    case .sent(let places, let reply):
      change(places) { $0.status = .sent }
      note(reply, about: places)
    case .deferred(let places, let reply, let next):
      change(places) {
        $0.status = .waiting
        $0.attempts += 1
        $0.notBefore = next
      }
      note(reply, about: places)
    case .failing(let places, let reply, let notice, let isExpired):
      change(places) { $0.status = .failing(reply, notice: notice, isExpired: isExpired) }
      note(reply, about: places)
    case .failed(let places): change(places) { $0.status = .failed }
    case .relayed(let places, let notice): relayNotices[notice, default: []] += places
    case .relayTold(let notice): relayNotices[notice] = nil
    case .delayTold(let notice): delayNotice = notice
    case .approverTold(let letter): approverLetter = ApproverTold(letter: letter, time: line.time)
    case .released(let form):
      if form != .original { self.form = form }
      start = line.time
      delayNotice = nil
      // What was refused but not reported is tried again: the person has decided anew.
      change(failing) { $0.status = .waiting }
      change(pending) { $0.notBefore = line.time }
    case .due: change(pending) { $0.notBefore = line.time }
    }
  }

  private mutating func note(_ reply: Reply, about places: [Int]) {
    change(places) { $0.lastReply = reply }
    lastReply = reply
  }

  private mutating func change(_ places: [Int], _ body: (inout Recipient) -> Void) {
    for place in places where recipients.indices.contains(place) { body(&recipients[place]) }
  }
}
