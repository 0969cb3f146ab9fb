extension Reading {
  /// Reads a template file: markup around its expressions, and the expressions. Both branches of a condition are read.
  ///
  /// The octets are taken as UTF-8; what is not is read all the same. The body has no part, and its ranges count in the
  /// file. Languages are told by their delimiters: `{{ }}`, `{% %}`, `<% %>`, `<?php ?>`, `[% %]`, `*|X|*`, `{x}`,
  /// Blade's `@if`, Velocity's `#if` and the merge tags of mailing services.
  /// - Complexity: O(n) in octets.
  public init(template octets: [UInt8], format: Body.Format) {
    let isCut = octets.count > Self.maximumBodyOctets
    let written = isCut ? Array(octets[..<Self.maximumBodyOctets]) : octets
    let mask = TemplateMask(written, format: format)
    let decoder = VisibleTextDecoder(written: written, expressions: mask.expressions, isTemplate: true)
    let body = Body(
      part: nil, format: format, isOwn: true, octets: octets, masked: mask.octets, decoder: decoder, isCut: isCut)
    let embedded = EmbeddedMarkup.read(mask.expressions, in: written)
    self.init(bodies: [
      Body(
        part: nil, format: format, isOwn: true, octets: octets, text: body.text,
        links: (body.links + embedded.links).sorted { $0.range.lowerBound < $1.range.lowerBound },
        fetches: (body.fetches + embedded.fetches).sorted { $0.range.lowerBound < $1.range.lowerBound },
        expressions: body.expressions, people: body.people,
        comments: TemplateComments.read(
          written, masked: mask.octets, expressions: mask.expressions, format: format),
        isComplete: body.isComplete)
    ])
  }
}
