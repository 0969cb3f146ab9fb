import MailSyntax

/// What is worked out once for all rules that look at a subject.
final class ExaminationMemo {
  private var fetches: [BodyVerdicts]?

  /// The verdicts on all fetches, judged when they are first asked for.
  func fetchVerdicts(_ judge: () -> [BodyVerdicts]) -> [BodyVerdicts] {
    if let fetches { return fetches }
    let verdicts = judge()
    fetches = verdicts
    return verdicts
  }
}
