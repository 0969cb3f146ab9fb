import MailSyntax

/// What several rules ask of a subject, each worked out when it is first asked for.
final class ExaminationMemo {
  private var fetches: [BodyVerdicts]?
  private var views: [ReaderView]?
  private var visible: VisibleRecipients?
  private var external: [AddrSpec]?

  func fetchVerdicts(_ judge: () -> [BodyVerdicts]) -> [BodyVerdicts] { Self.known(&fetches, judge) }
  func views(_ make: () -> [ReaderView]) -> [ReaderView] { Self.known(&views, make) }
  func visibleRecipients(_ make: () -> VisibleRecipients) -> VisibleRecipients { Self.known(&visible, make) }
  func externalRecipients(_ make: () -> [AddrSpec]) -> [AddrSpec] { Self.known(&external, make) }

  private static func known<Value>(_ known: inout Value?, _ make: () -> Value) -> Value {
    if let known { return known }
    let value = make()
    known = value
    return value
  }
}
