import MailSyntax

@testable import MailQueue

/// Entries that tests use.
enum Samples {
  static func address(_ text: String) -> AddrSpec {
    let parts = text.split(separator: "@", maxSplits: 1)
    return AddrSpec(localPart: String(parts[0]), domain: String(parts[1]))
  }

  static let sender = address("sender@beispiel.test")

  /// Two groups of recipients; the second gets other octets.
  static func entry(
    sender: AddrSpec? = sender,
    recipients: [[String]] = [["anna@kunde.test", "bert@kunde.test"], ["cora@kunde.test"]],
    arrival: Int = 1_800_000_000
  ) -> QueueEntry {
    let original = Array("From: s\r\nSubject: Gr\u{fc}\u{df}e 12:3\n\r\nbody\n.\n".utf8)
    return QueueEntry(
      arrival: arrival, reversePath: sender,
      notification: .init(notify: "failure,delay", envelopeID: "Q+2B1"), mailClass: "newsletter", original: original,
      variants: recipients.enumerated().map { index, group in
        QueueVariant(
          recipients: group.map(address), octets: index == 0 ? nil : original + Array("variant \(index)".utf8))
      },
      holdReasons: [HoldReason(rule: "recipients/open-list", explanation: "2:3\nline, with : and \n")])
  }

  /// With all that a second version of the format can say.
  static func fullEntry() -> QueueEntry {
    var entry = entry()
    entry.requests = [
      address("anna@kunde.test"): RecipientRequest(notify: "never", original: "rfc822;Anna+\u{e4}=1@kunde.test"),
      address("cora@kunde.test"): RecipientRequest(notify: "success,failure"),
    ]
    entry.userID = 1001
    entry.language = "de"
    entry.policy = "abc123"
    entry.decision = #"{"at":"2026-11-22T06:31:00Z","outcome":"held","findings":[{"rule":"a/b"}]}"#
    entry.expiry = entry.arrival + 1000
    entry.findings = "2:3: a line\nand another"
    entry.proposals = [
      QueueVariant(recipients: [address("anna@kunde.test")], octets: Array("proposal 1".utf8)),
      QueueVariant(recipients: [address("bert@kunde.test"), address("cora@kunde.test")], octets: nil),
    ]
    return entry
  }

  /// Tries something with a fault at each of its calls in turn, until it ends before its fault: a new disk and queue
  /// each time.
  /// - Parameter body: given the number of the call at which to arm the fault; returns how many calls there were.
  /// - Returns: the number at which no fault was met.
  static func atEveryCall(_ body: (Int, ModelDisk, MailQueue) throws -> Int) throws -> Int {
    var number = 1
    while true {
      let disk = ModelDisk()
      if try body(number, disk, queue(disk)) < number { return number }
      number += 1
    }
  }

  static func queue(_ disk: ModelDisk) throws -> MailQueue {
    let queue = MailQueue(directory: "/spool", fileSystem: disk)
    try queue.prepare()
    return queue
  }
}
