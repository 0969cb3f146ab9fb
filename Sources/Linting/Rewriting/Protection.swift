import MailContent
import MailSyntax

/// What of a message may not change, because it is signed or encrypted.
///
/// The header section of a signed entity is not covered by that signature; everything within the entity is
/// (RFC 1847 §2.1). S/MIME's application/pkcs7-mime and OpenPGP's text blocks are opaque as a whole.
struct Protection {
  let message: Message
  let reading: Reading
  let dkim: DKIMCoverage

  /// - Parameter dkim: what the signatures cover that must stay whole; nil for every signature.
  init(_ message: Message, reading: Reading, dkim: DKIMCoverage? = nil) {
    self.message = message
    self.reading = reading
    self.dkim = dkim ?? DKIMCoverage(message)
  }

  /// What stands against changing the body of a part.
  func obstacle(toChangingBodyOf part: Int) -> Obstacle? {
    if dkim.coversBody { return .signedByDKIM }
    if let obstacle = enclosing(part, startingWithItself: true) { return obstacle }
    return hasOpenPGPText(part) ? .signed(part: message.parts[part].id) : nil
  }

  /// What stands against taking out a field (an index into `Message.fields`).
  func obstacle(toRemovingField index: Int) -> Obstacle? {
    guard let part = message.parts.firstIndex(where: { $0.fields.contains(index) }) else { return .conflict }
    if part == 0 { return dkim.covers(message.fields[index]) ? .signedByDKIM : nil }
    if dkim.coversBody { return .signedByDKIM }
    return enclosing(part, startingWithItself: false)
  }

  /// What stands against concealing the destination fields.
  func obstacle(toChangingDestinationFields fields: [Field]) -> Obstacle? {
    if fields.contains(where: dkim.covers) { return .signedByDKIM }
    if !fields.contains(where: { $0.kind == .to }), dkim.coversAbsence(of: "To") { return .signedByDKIM }
    return repeatedDestinationFields().map { .repeatedWithinSignature(part: message.parts[$0].id) }
  }

  /// A body part within a signature that carries destination fields of its own: the signed copy of the header section
  /// that header protection makes. A nested message is content and does not count.
  private func repeatedDestinationFields() -> Int? {
    message.parts.indices.first { index in
      guard index > 0, let parent = message.parts[index].parent, message.parts[parent].mediaType != "message/rfc822"
      else { return false }
      return message.fields(of: message.parts[index]).contains { $0.kind == .to || $0.kind == .cc }
    }
  }

  /// The nearest signature or encryption around a part. Depth is bounded by the parser.
  private func enclosing(_ part: Int, startingWithItself: Bool) -> Obstacle? {
    var next = startingWithItself ? part : message.parts[part].parent
    while let index = next {
      let entity = message.parts[index]
      switch entity.mediaType {
      case "multipart/signed": return .signed(part: entity.id)
      case "multipart/encrypted": return .encrypted(part: entity.id)
      case "application/pkcs7-mime", "application/x-pkcs7-mime":
        let isSigned = entity.parameters.contains { $0.name == "smime-type" && $0.value.lowercased() == "signed-data" }
        return isSigned ? .signed(part: entity.id) : .encrypted(part: entity.id)
      default: next = entity.parent
      }
    }
    return nil
  }

  /// Whether the text holds an OpenPGP message or a clear-signed text, told by its armour line.
  private func hasOpenPGPText(_ part: Int) -> Bool {
    guard let text = reading.bodies.first(where: { $0.editablePart == part })?.octets else { return false }
    return LineMarker.isPresent("-----BEGIN PGP SIGNED MESSAGE-----", in: text)
      || LineMarker.isPresent("-----BEGIN PGP MESSAGE-----", in: text)
  }
}
