public import MailSyntax

extension Reading {
  /// Reads a template file: markup around its expressions, and the expressions. Both branches of a condition are read.
  ///
  /// The octets are taken as UTF-8; what is not is read all the same. The body has no part, and its ranges count in the
  /// file. Most languages are told by their delimiters: `{{ }}`, `{% %}`, `<% %>`, `<?php ?>`, `[% %]`, `*|X|*`, `{x}`
  /// and the merge tags of mailing services are found in any file.
  /// - Parameter language: says which delimiters count that also have other uses; nil where nobody knows.
  /// - Complexity: O(n) in octets.
  public init(template octets: [UInt8], format: Body.Format, language: TemplateLanguage? = nil) {
    let isCut = octets.count > Self.maximumBodyOctets
    let written = isCut ? Array(octets[..<Self.maximumBodyOctets]) : octets
    let mask = TemplateMask(written, format: format, language: language)
    let decoder = VisibleTextDecoder(written: written, expressions: mask.expressions, isTemplate: true)
    let body = Body(
      part: nil, format: format, isOwn: true, octets: octets, masked: mask.octets, decoder: decoder, isCut: isCut)
    let embedded = EmbeddedMarkup.read(mask.found, in: written)
    self.init(bodies: [
      Body(
        part: nil, format: format, isOwn: true, octets: octets, text: body.text,
        links: (body.links + embedded.links).sorted { $0.range.lowerBound < $1.range.lowerBound },
        fetches: (body.fetches + embedded.fetches).sorted { $0.range.lowerBound < $1.range.lowerBound },
        expressions: body.expressions, people: body.people, forms: body.forms,
        comments: TemplateComments.read(
          written, masked: mask.octets, expressions: mask.found, format: format),
        outline: TemplateOutline(mask, language: language, of: written.span), isComplete: body.isComplete)
    ])
  }

  /// Reads a message that is a template: like a message, with the expressions in its own text told apart.
  /// - Complexity: O(n) in the octets of the text parts.
  public init(template message: Message) {
    self.init(bodies: Reading(of: message).bodies.map { $0.readAsTemplate() })
  }
}

extension Body {
  /// The same body with its expressions masked.
  fileprivate func readAsTemplate() -> Body {
    guard origin == .text, format != .calendar else { return self }
    let mask = TemplateMask(octets, format: format)
    let decoder = VisibleTextDecoder(written: octets, expressions: mask.expressions, isTemplate: true)
    return Body(
      part: part, format: format, isOwn: isOwn, octets: octets, masked: mask.octets,
      decoder: decoder, isCut: !isComplete)
  }
}
