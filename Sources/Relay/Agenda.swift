internal import MailQueue

/// The entries that a relay knows of, and when each is to be looked at: seconds of a steady clock.
///
/// What is known need not be listed again, which takes a tenth of a second where 100,000 wait.
struct Agenda {
  private var times: [QueueID: Int] = [:]

  var count: Int { times.count }
  var isEmpty: Bool { times.isEmpty }
  /// When the first is to be looked at; nil where there is none.
  var firstTime: Int? { times.values.min() }

  /// Those that are to be looked at, oldest first.
  func due(at now: Int) -> [QueueID] {
    times.compactMap { $0.value <= now ? $0.key : nil }.sorted()
  }

  /// Takes over what a listing says: what is gone is forgotten, what is new is due.
  mutating func replace(by present: [QueueID]) {
    times = Dictionary(present.map { ($0, times[$0] ?? .min) }) { first, _ in first }
  }

  /// Something has happened to the entry, or it is new.
  mutating func makeDue(_ id: QueueID) { times[id] = .min }

  mutating func makeAllDue() { times = times.mapValues { _ in .min } }

  mutating func postpone(_ id: QueueID, until time: Int) { times[id] = time }

  mutating func forget(_ id: QueueID) { times[id] = nil }
}
