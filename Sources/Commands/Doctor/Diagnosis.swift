/// What one check of `presend doctor` found. It names files, accounts and hosts; no address, no secret, nothing of a
/// message.
struct Diagnosis: Sendable, Equatable {
  /// What was looked at, in the order in which a person mends it.
  enum Subject: String, Sendable, CaseIterable {
    case configuration, programs, sendmail, spool, room, secrets, smarthost, consent, keys, relay, queue, held, failed,
      audit
    case clock
  }

  enum State: String, Sendable {
    case right = "ok"
    case warning, error
    /// It could not be looked at, mostly for want of rights.
    case unknown
  }

  let subject: Subject
  let state: State
  let text: String
  /// What to do about it; nil where nothing needs be done.
  var mend: String?
}
