import Synchronization

/// What is worked out once for all rules that look at a subject.
final class ExaminationMemo: Sendable {
  private let fetches = Mutex<[BodyVerdicts]?>(nil)

  /// The verdicts on all fetches, judged when they are first asked for.
  func fetchVerdicts(_ judge: () -> [BodyVerdicts]) -> [BodyVerdicts] {
    fetches.withLock { known in
      if let known { return known }
      let verdicts = judge()
      known = verdicts
      return verdicts
    }
  }
}
