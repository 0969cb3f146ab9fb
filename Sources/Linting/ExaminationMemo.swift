import MailSyntax
import Synchronization

/// What is worked out once for all rules that look at a subject.
final class ExaminationMemo: Sendable {
  private let fetches = Mutex<[BodyVerdicts]?>(nil)
  private let spellings = Mutex<AddressSpellings?>(nil)

  /// The verdicts on all fetches, judged when they are first asked for.
  func fetchVerdicts(_ judge: () -> [BodyVerdicts]) -> [BodyVerdicts] {
    fetches.withLock { Self.known(&$0, judge) }
  }

  /// How the recipients' addresses look in URLs; that takes digests of each.
  func addressSpellings(of recipients: [AddrSpec]) -> AddressSpellings {
    spellings.withLock { Self.known(&$0) { AddressSpellings(of: recipients) } }
  }

  private static func known<Value>(_ known: inout Value?, _ make: () -> Value) -> Value {
    if let known { return known }
    let value = make()
    known = value
    return value
  }
}
