/// The exit statuses of the sendmail personality: those of sysexits(3) that callers of sendmail know.
package enum ExitStatus: Int32, Sendable {
  /// The message is on disk and will be delivered.
  case accepted = 0
  /// The command line is wrong.
  case usage = 64
  /// The message or an address in it cannot be read or sent.
  case data = 65
  /// What was asked for needs a service that does not run.
  case unavailable = 69
  /// A mistake of presend's own.
  case software = 70
  /// The queue file cannot be created.
  case cannotCreate = 73
  /// Reading or writing failed.
  case inputOutput = 74
  /// Not now: nothing was accepted, the caller may try again.
  case temporary = 75
  /// Blocked or held by policy; standard error names rule and mend.
  case policy = 77
  /// The configuration is wrong.
  case configuration = 78

  /// The reply of an SMTP session that says the same. RFC 5321 §4.2, RFC 3463 §3.
  var smtpReply: (code: Int, enhanced: String) {
    switch self {
    case .accepted: (250, "2.0.0")
    case .usage: (501, "5.5.4")
    case .data: (554, "5.6.0")
    case .policy: (554, "5.7.1")
    case .unavailable, .software, .cannotCreate, .inputOutput, .temporary, .configuration: (451, "4.3.0")
    }
  }
}
