internal import Linting
internal import Policy

extension Judgement {
  /// The findings that keep the message from going out: those that reject, else those that hold it; none if it goes
  /// out.
  var blocking: [Finding] {
    if case .accept = verdict { return [] }
    let rejecting = findings.filter { $0.action == .reject }
    return rejecting.isEmpty ? findings.filter { $0.action == .hold || $0.action == .rewrite } : rejecting
  }

  /// The organisation's domains whose signatures are taken out of a copy that goes out, since it was changed.
  var droppedSignatures: [String] {
    guard case .accept(let variants) = verdict else { return [] }
    return Set(variants.flatMap(\.droppedSignatures)).sorted()
  }

  /// Whether the message is taken, to be sent or held.
  var isTaken: Bool {
    switch verdict {
    case .accept, .hold: true
    case .reject, .tempfail: false
    }
  }

  /// The number of different copies that go out; 0 when none does.
  var variantCount: Int {
    if case .accept(let variants) = verdict { variants.count } else { 0 }
  }
}
