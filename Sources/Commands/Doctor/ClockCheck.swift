internal import Gateway
internal import MailQueue

/// Whether the time of day can be right: dates, expiry and certificates go by it.
enum ClockCheck {
  /// 2026-01-01, before there was a presend.
  private static let earliest = 1_767_225_600
  /// Clocks are set back by so much now and then. In seconds.
  private static let tolerance = 3_600

  static func of(_ installation: Installation) -> [Diagnosis] {
    let mend = (
      english: "set the clock, and let it be kept right (timedatectl set-ntp true)",
      german: "die Uhr stellen und stellen lassen (timedatectl set-ntp true)"
    )
    let now = Timestamp.text(installation.now)
    if installation.now < earliest {
      return [
        installation.wrong(
          .clock, "it says \(now), which is before presend was made",
          "sie zeigt \(now), eine Zeit vor der Entstehung von presend", mend: mend)
      ]
    }
    if let newest = newest(installation), newest > installation.now + tolerance {
      let later = Timestamp.text(newest)
      return [
        installation.wrong(
          .clock, "it says \(now), but there is mail or a record of \(later)",
          "sie zeigt \(now), aber es gibt Mail oder Einträge von \(later)", mend: mend)
      ]
    }
    return [installation.right(.clock, "it says \(now)", "sie zeigt \(now)")]
  }

  /// The newest arrival in the spool.
  private static func newest(_ installation: Installation) -> Int? {
    let queue = installation.opened.queue
    return MailQueue.State.allCases.compactMap { (try? queue.ids(in: $0))?.last?.arrival }.max()
  }
}
