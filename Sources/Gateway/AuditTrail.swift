internal import Glibc
internal import Linting
internal import MailQueue
internal import MailSyntax
internal import Policy
internal import Reporting

/// One line of JSON for every decision, appended to a file: what was decided, by which rules, with which outcome.
///
/// It holds no address, no subject and no text of a message: the queue entry holds these as long as it is kept.
struct AuditTrail {
  let path: String
  let userID: uid_t
  let mode: Mode

  /// Appends the decision in one write(2), so that lines of several processes do not mix.
  func record(_ judgement: Judgement, id: QueueID, at seconds: Int, envelope: Envelope, outcome: Gate.Outcome) {
    let line = JSONValue.object([
      ("at", .string(Self.timestamp(seconds))),
      ("id", .string(id.text)),
      ("uid", .integer(Int(userID))),
      ("mode", .string(mode.rawValue)),
      ("class", .string(judgement.mailClass.mailClass.rawValue)),
      ("classEvidence", .array(judgement.mailClass.evidence.map(JSONValue.string))),
      ("recipients", .integer(envelope.recipients.count)),
      ("variants", .integer(judgement.variantCount)),
      ("verdict", .string(judgement.verdict.word)),
      ("outcome", .string(outcome.word)),
      (
        "findings",
        .array(
          judgement.findings.map { finding in
            .object([
              ("rule", .string(finding.rule.description)), ("severity", .string(finding.severity.rawValue)),
              ("action", .string(finding.action.rawValue)), ("recipients", .integer(finding.recipients.count)),
            ])
          })
      ),
    ])
    append(Array((line.text + "\n").utf8))
  }

  /// Appends what a person decided about a held message.
  func record(decision: String, id: QueueID, at seconds: Int) {
    let line = JSONValue.object([
      ("at", .string(Self.timestamp(seconds))), ("id", .string(id.text)), ("uid", .integer(Int(userID))),
      ("decision", .string(decision)),
    ])
    append(Array((line.text + "\n").utf8))
  }

  private func append(_ octets: [UInt8]) {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o660)
    guard descriptor >= 0 else {
      return Terminal.complain("presend: the audit trail \(path) cannot be written: \(String(cString: strerror(errno)))")
    }
    _ = fchmod(descriptor, 0o660)  // for the group that hands in mail, whatever the umask
    Terminal.write(octets, to: descriptor)
    close(descriptor)
  }

  /// RFC 3339, in UTC.
  private static func timestamp(_ seconds: Int) -> String {
    var time = time_t(seconds)
    var utc = tm()
    gmtime_r(&time, &utc)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(utc.tm_year + 1900)-\(two(utc.tm_mon + 1))-\(two(utc.tm_mday))"
      + "T\(two(utc.tm_hour)):\(two(utc.tm_min)):\(two(utc.tm_sec))Z"
  }
}

extension Gate.Outcome {
  /// The word of the audit trail.
  fileprivate var word: String {
    switch self {
    case .queued: "queued"
    case .held: "held"
    case .rejected: "rejected"
    case .failed: "failed"
    }
  }
}
