internal import Gateway
internal import Glibc
internal import MailQueue
internal import Reporting

/// What a person decided about a message, as a line of the audit log.
struct PersonsDecision {
  enum Event: String {
    case released, rejected, removed
  }

  let event: Event
  let id: QueueID
  /// What the person has seen: the entry's SHA-256.
  var digest: String?
  /// In what form it was released: "original", or "proposed".
  var form: String?
  /// The person's own words.
  var reason: String?

  /// Members of a JSON object, the braces left off.
  var line: String {
    var members: [(String, JSONValue)] = [
      ("event", .string(event.rawValue)), ("id", .string(id.text)), ("uid", .integer(Int(getuid()))),
      ("loginUID", Self.loginUserID.map(JSONValue.integer) ?? .null),
    ]
    if let user = Host.environment("SUDO_USER") { members.append(("sudoUser", .string(String(user.prefix(64))))) }
    if let form { members.append(("form", .string(form))) }
    if let digest { members.append(("digest", .string(digest))) }
    if let reason { members.append(("reason", .string(String(reason.prefix(Decision.maximumReason))))) }
    return String(JSONValue.object(members).text.dropFirst().dropLast())
  }

  /// Who logged in, as the kernel knows it: it stays the same through su and sudo, and no user can change it
  /// (pam_loginuid(8)). nil where the process belongs to no login. SUDO_USER in comparison is what the caller says.
  private static var loginUserID: Int? {
    guard let octets = try? FileReading.octets(of: "/proc/self/loginuid", limit: 32),
      let number = UInt32(String(decoding: octets, as: UTF8.self).prefix { $0.isNumber }), number != .max
    else { return nil }
    return Int(number)
  }
}

extension Opened {
  /// Puts a person's decision on record, before it is carried out.
  func record(_ decision: PersonsDecision) throws(QueueError) {
    var recorder = DecisionRecorder(queue)
    try recorder.record(lines: [decision.line], at: Host.now)
  }
}
