package import MailQueue

/// Several smarthosts: each gets what those before it could not be reached for.
///
/// Another one is asked only where nothing was tried at all (`unreached`), never after a refusal, which is an answer,
/// and never where the outcome is in doubt, which would make duplicates.
package struct SmarthostPool: Transport {
  private var members: [Member]
  /// Any steady clock, in seconds.
  private let seconds: () -> Int
  private let observe: (_ place: String, _ pause: Int) -> Void
  package private(set) var notifiesSenders = true

  private struct Member {
    let place: String
    var transport: any ConnectedTransport
    var breaker = Breaker()
  }

  /// - Parameter observe: told of each smarthost that is left out from now on, and for how many seconds.
  package init(
    to smarthosts: [Smarthost], seconds: @escaping () -> Int, observe: @escaping (String, Int) -> Void = { _, _ in }
  ) {
    self.init(
      smarthosts.map { ("\($0.host):\($0.port)", SmarthostTransport(to: $0, seconds: seconds)) }, seconds: seconds,
      observe: observe)
  }

  init(
    _ carriers: [(place: String, transport: any ConnectedTransport)], seconds: @escaping () -> Int,
    observe: @escaping (String, Int) -> Void = { _, _ in }
  ) {
    members = carriers.map { Member(place: $0.place, transport: $0.transport) }
    self.seconds = seconds
    self.observe = observe
  }

  package mutating func close() {
    for index in members.indices { members[index].transport.close() }
  }

  package mutating func connect() -> Reply? {
    var trouble: Reply?
    for index in candidates() {
      guard let reply = members[index].transport.connect() else { return nil }
      note(index, wasReached: false)
      // The first smarthost's trouble is the one to tell.
      trouble = trouble ?? reply
    }
    return trouble ?? Reply(code: 0, text: "no smarthost")
  }

  package mutating func deliver(
    _ submission: Submission, aboutToEnd: (_ recipients: [Int]) throws -> Void
  ) -> [RecipientOutcome] {
    var outcomes: [RecipientOutcome?] = submission.recipients.map { _ in nil }
    var left = Array(submission.recipients.indices)
    notifiesSenders = true
    for index in candidates() {
      let places = left
      let results = members[index].transport.deliver(submission.part(places)) { covered in
        try aboutToEnd(covered.map { places[$0] })
      }
      // The first smarthost's trouble is the one to tell.
      for (place, result) in zip(places, results) where !(result.isUnreached && outcomes[place] != nil) {
        outcomes[place] = result
      }
      left = zip(places, results).filter(\.1.isUnreached).map(\.0)
      note(index, wasReached: left.isEmpty)
      if left.count < places.count, !members[index].transport.notifiesSenders { notifiesSenders = false }
      if left.isEmpty { break }
    }
    return outcomes.map { $0 ?? .unreached(Reply(code: 0, text: "no smarthost")) }
  }

  /// Those that are not left out; all where every one is, since whoever calls has waited.
  private func candidates() -> [Int] {
    let now = seconds()
    let usable = members.indices.filter { !members[$0].breaker.isOpen(at: now) }
    return usable.isEmpty ? Array(members.indices) : usable
  }

  private mutating func note(_ index: Int, wasReached: Bool) {
    if wasReached { return members[index].breaker.close() }
    observe(members[index].place, members[index].breaker.open(at: seconds()))
  }
}

/// A transport that keeps a connection from one message to the next.
protocol ConnectedTransport: Transport {
  /// Says QUIT and closes, if there is a connection.
  mutating func close()
}

extension SmarthostTransport: ConnectedTransport {}

extension Submission {
  /// The same for some of its recipients.
  fileprivate func part(_ places: [Int]) -> Submission {
    if places.count == recipients.count { return self }
    return Submission(
      reversePath: reversePath, notification: notification, recipients: places.map { recipients[$0] },
      requests: places.map { requests[$0] }, octets: octets)
  }
}
