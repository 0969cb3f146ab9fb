/// When transient failures are tried again. RFC 5321 §4.5.4.1.
package struct RetrySchedule: Sendable, Hashable {
  /// Seconds to wait after each failed attempt; the last one repeats. Never empty, each at least 1.
  ///
  /// The first attempts come sooner than the half hour that RFC 5321 §4.5.4.1 names in general, since a smarthost is
  /// one's own server and greylisting or a restart is over in minutes; the repeated one obeys it.
  package var intervals = [300, 600, 1_200, 2_400, 3_600]
  /// Seconds after which presend gives up and tells the sender; RFC 5321 §4.5.4.1 wants at least 4-5 days.
  package var giveUpAfter = 5 * 86_400

  package init() {}
}
