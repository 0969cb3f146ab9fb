import MailSyntax

/// A part whose bodies are read.
struct BodySource {
  let message: Message
  /// Index into the parts of `message`.
  let part: Int
  /// The part of the outermost message that carries `message`; nil if it is that itself.
  let carrier: Int?
  /// Whether what it says is shown as part of the outermost message, where nothing calls it an attachment.
  let isOwn: Bool

  private var entity: Part { message.parts[part] }
  private var origin: Body.Origin { carrier == nil ? .text : .encodedMessage(part: entity.id) }

  /// The body that is the part's text.
  func body(_ format: Body.Format, isOwn: Bool) -> Body {
    body(
      message.decodedText(of: entity), format, origin: origin, isOwn: isOwn, base: format == .html ? base : nil,
      flow: format == .plain ? PlainTextFlow(entity) : nil)
  }

  /// The bodies of a TNEF message and of those attached to it, HTML before plain text, its rich text where it has
  /// neither; the first of each names the recipients. Nesting is bounded by the reader of TNEF.
  func bodies(of tnef: TNEF) -> [Body] {
    var found: [Body] = []
    var open = [(tnef: tnef, isOwn: isOwn)]
    while let (tnef, isOwn) = open.popLast() {
      var texts: [(octets: [UInt8], format: Body.Format)] = []
      if let html = tnef.htmlBody { texts.append((html, .html)) }
      if let plain = tnef.plainBody { texts.append((plain, .plain)) }
      if texts.isEmpty, let rich = tnef.richTextBody.flatMap(RichText.init) {
        texts.append((rich.text, rich.isHTML ? .html : .plain))
      }
      if texts.isEmpty { texts.append(([], .plain)) }
      for (index, text) in texts.enumerated() {
        found.append(
          body(
            text.octets, text.format, origin: .tnef, isOwn: isOwn, recipients: index == 0 ? tnef.people : []))
      }
      open += tnef.nested.reversed().map { ($0, false) }
    }
    return found
  }

  private func body(
    _ decoded: [UInt8], _ format: Body.Format, origin: Body.Origin, isOwn: Bool, base: [UInt8]? = nil,
    flow: PlainTextFlow? = nil, recipients: [Person] = []
  ) -> Body {
    let isCut = decoded.count > Reading.maximumBodyOctets
    let octets = isCut ? Array(decoded[..<Reading.maximumBodyOctets]) : decoded
    let decoder = VisibleTextDecoder(written: octets, expressions: [], isTemplate: false)
    return Body(
      part: carrier ?? part, origin: origin, format: format, isOwn: isOwn, octets: octets, masked: octets,
      decoder: decoder, isCut: isCut, base: base, flow: flow, recipients: recipients)
  }

  /// The URL that relative ones are joined to where the document names none: Content-Location of the part, or of what
  /// it stands in. RFC 2557 §5.
  private var base: [UInt8]? {
    var next: Part? = entity
    while let part = next {
      if let field = message.fields(of: part).first(where: { $0.kind == .contentLocation }) {
        return URLReference.cleaned(message.unstructured(field).utf8.filter { $0 != Octet.space })
      }
      next = part.parent.map { message.parts[$0] }
    }
    return nil
  }
}

extension TNEF {
  /// Its recipients whose addresses are of the Internet, as people.
  fileprivate var people: [Person] {
    recipients.compactMap { recipient in
      guard let address = recipient.address else { return nil }
      let name = recipient.displayName
      return Person(role: .recipient, address: address.wireForm, name: name.isEmpty ? nil : name, range: 0..<0)
    }
  }
}
