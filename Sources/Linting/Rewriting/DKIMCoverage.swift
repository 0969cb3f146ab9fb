import MailSyntax

/// What the DKIM signatures in a message's header section cover. RFC 6376 §3.5 (the h= tag), §5.4.
struct DKIMCoverage {
  /// For each signature, how often its h= names each field, in lower case.
  private let signatures: [[String: Int]]
  private let message: Message

  init(_ message: Message) {
    self.message = message
    signatures = message.fields(named: .dkimSignature).map { field in
      Self.signedNames(in: Array(message.octets[field.body]))
    }
  }

  /// Every signature has a body hash (bh=, RFC 6376 §3.5), so any change of the body breaks it. The l= tag is not
  /// relied upon: few verifiers honour it.
  var coversBody: Bool { !signatures.isEmpty }

  /// Whether taking out or changing this field of the header section breaks a signature.
  func covers(_ field: Field) -> Bool {
    if field.kind == .dkimSignature { return false }
    let name = message.name(of: field).lowercased()
    return signatures.contains { $0[name] != nil }
  }

  /// Whether adding a field of this name on top breaks a signature.
  ///
  /// Fields are signed from the bottom up; naming one more often than it occurs signs its absence (RFC 6376 §5.4).
  func coversAbsence(of name: String) -> Bool {
    let name = name.lowercased()
    let present = message.fields(of: message.parts[0]).count { message.name(of: $0).lowercased() == name }
    return signatures.contains { ($0[name] ?? 0) > present }
  }

  /// The names in h=, counted. White space is allowed around every name and is dropped first.
  static func signedNames(in body: [UInt8]) -> [String: Int] {
    let dense = body.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A }
    var names: [String: Int] = [:]
    for tag in dense.split(separator: UInt8(ascii: ";")) {
      guard tag.starts(with: "h=".utf8) else { continue }
      for name in tag.dropFirst(2).split(separator: UInt8(ascii: ":")) {
        names[String(decoding: name, as: UTF8.self).lowercased(), default: 0] += 1
      }
    }
    return names
  }
}
