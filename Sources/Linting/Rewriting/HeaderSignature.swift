import MailSyntax

/// One signature over a header section and the body below it: a DKIM-Signature (RFC 6376 §3.5), or the newest
/// ARC-Message-Signature, which has the same tags and covers in the same way (RFC 8617).
struct HeaderSignature {
  /// The field with the tags.
  let field: Field
  /// What goes where the signature goes: the field, and of ARC every set, since a chain is read as a whole.
  let parts: [Field]
  /// The domain that signed (d=), as written but in lower case; nil where the tags do not say one and only one. A list
  /// with a tag twice is invalid (RFC 6376 §3.2), so nobody is known to have signed.
  let domain: String?
  /// How often h= names each field, in lower case.
  let names: [String: Int]

  /// - Parameter parts: what goes with the field; nil for the field alone.
  init(_ field: Field, in message: Message, parts: [Field]? = nil) {
    self.field = field
    self.parts = parts ?? [field]
    let tags = Self.tags(in: Array(message.octets[field.body]))
    let domains = tags.filter { $0.name == "d" }
    domain = domains.count == 1 && !domains[0].value.isEmpty ? domains[0].value.lowercased() : nil
    var names: [String: Int] = [:]
    for tag in tags where tag.name == "h" {
      for name in tag.value.split(separator: ":") { names[name.lowercased(), default: 0] += 1 }
    }
    self.names = names
  }

  /// All of a message's, in file order. Of ARC only the newest set is checked against the message as it is now.
  static func all(of message: Message) -> [HeaderSignature] {
    let fields = message.fields(of: message.parts[0])
    let dkim = fields.filter { $0.kind == .dkimSignature }.map { HeaderSignature($0, in: message) }
    let arc = fields.filter { $0.kind == .other && arcNames.contains(message.name(of: $0).lowercased()) }
    let newest = arc.filter { message.name(of: $0).lowercased() == arcSignature }
      .max { instance(of: $0, in: message) < instance(of: $1, in: message) }
    return dkim + (newest.map { [HeaderSignature($0, in: message, parts: arc)] } ?? [])
  }

  private static let arcSignature = "arc-message-signature"
  private static let arcNames: Set<String> = [arcSignature, "arc-seal", "arc-authentication-results"]

  /// The number of an ARC set (i=).
  private static func instance(of field: Field, in message: Message) -> Int {
    tags(in: Array(message.octets[field.body])).first { $0.name == "i" }.flatMap { Int($0.value) } ?? 0
  }

  /// The tag list, without white space: it is allowed around every tag, and means nothing in those read here.
  /// RFC 6376 §3.2, §3.5.
  private static func tags(in body: [UInt8]) -> [(name: String, value: String)] {
    let dense = body.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A }
    return dense.split(separator: UInt8(ascii: ";")).compactMap { tag in
      guard let equals = tag.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      return (String(decoding: tag[..<equals], as: UTF8.self), String(decoding: tag[(equals + 1)...], as: UTF8.self))
    }
  }

  // MARK: What edits do to it

  /// Whether the signature no longer fits once the edits are made: they touch the body, whose hash is in bh=, or what
  /// h= selects of the header section.
  /// - Complexity: O(octets of the header section).
  func isBroken(by edits: [Edit], in message: Message) -> Bool {
    let body = message.parts[0].body.lowerBound
    if edits.contains(where: { $0.range.upperBound > body || $0.range.lowerBound >= body }) { return true }
    let before = Message.parse(Array(message.octets[..<body]))
    let after = Message.parse(before.applying(edits))
    let own = Array(message.octets[field.octets])
    return names.contains { name, count in
      Self.selected(name, count, in: before, besides: own) != Self.selected(name, count, in: after, besides: own)
    }
  }

  /// The last `count` fields of a name: they are signed from the bottom up, and one that is named more often than it
  /// occurs is signed as absent. RFC 6376 §5.4.2. The signature never covers itself (§3.5, h=).
  private static func selected(
    _ name: String, _ count: Int, in message: Message, besides own: [UInt8]
  ) -> [[UInt8]] {
    message.fields(of: message.parts[0]).filter { message.name(of: $0).lowercased() == name }
      .map { Array(message.octets[$0.octets]) }.filter { $0 != own }.suffix(count)
  }
}
