import MailSyntax

/// What the signatures in a message's header section cover. RFC 6376 §3.5 (the h= tag), §5.4.
struct DKIMCoverage {
  private let signatures: [HeaderSignature]
  private let message: Message

  /// - Parameter signatures: those that count; nil for every DKIM-Signature.
  init(_ message: Message, signatures: [HeaderSignature]? = nil) {
    self.message = message
    self.signatures =
      signatures ?? message.fields(named: .dkimSignature).map { HeaderSignature($0, in: message) }
  }

  /// Every signature has a body hash (bh=, RFC 6376 §3.5), so any change of the body breaks it. The l= tag is not
  /// relied upon: few verifiers honour it.
  var coversBody: Bool { !signatures.isEmpty }

  /// Whether taking out or changing this field of the header section breaks a signature.
  func covers(_ field: Field) -> Bool {
    if field.kind == .dkimSignature { return false }
    let name = message.name(of: field).lowercased()
    return signatures.contains { $0.names[name] != nil }
  }

  /// Whether adding a field of this name on top breaks a signature.
  ///
  /// Fields are signed from the bottom up; naming one more often than it occurs signs its absence (RFC 6376 §5.4).
  func coversAbsence(of name: String) -> Bool {
    let name = name.lowercased()
    let present = message.fields(of: message.parts[0]).count { message.name(of: $0).lowercased() == name }
    return signatures.contains { ($0.names[name] ?? 0) > present }
  }
}
