import MailSyntax

/// The kinds of expressions, as far as they differ in what prints.
enum ExpressionLanguage: Sendable {
  /// `{{ x }}` of Handlebars, Mustache, Go, Jinja, Twig, Liquid.
  case curly
  /// `{% x %}`.
  case tag
  /// `{{{ x }}}`, `{!! x !!}`, `${x}`.
  case print
  /// `<% x %>` of ERB, EEx, EJS.
  case embedded
  case php
  /// `[% x %]` of the Template Toolkit.
  case toolkit
  /// `*|X|*`.
  case mailchimp
  /// `{x}` of Smarty, Mautic, Fluid and many mailers.
  case smarty
  /// `%%x%%`, `[X]`, `[[x]]`, `##x##`.
  case mergeTag
  case blade, velocity
  /// `<#if x>`, `</#if>`, `<@macro>` of FreeMarker.
  case freemarker
  /// `@name`, `@(x)`, `@{ x }`, `@if (x) {` of Razor.
  case razor
  case comment

  /// Words that steer, where others print.
  private static let steering: Set<HTMLName> = Set(
    [
      "if", "else", "elseif", "elsif", "elif", "endif", "unless", "endunless", "for", "endfor", "foreach",
      "foreachelse",
      "end", "each", "range", "with", "endwith", "define", "template", "block", "endblock", "extends", "include",
      "import", "from", "macro", "endmacro", "set", "endset", "load", "assign", "capture", "endcapture", "case", "when",
      "endcase", "raw", "endraw", "verbatim", "endverbatim", "autoescape", "endautoescape", "filter", "endfilter",
      "spaceless", "endspaceless", "layout", "comment", "endcomment", "do", "switch", "while", "wrapper", "process",
      "use", "meta", "next", "last", "break", "continue", "try", "catch", "default", "literal", "strip", "section",
      "cycle", "embed", "endembed", "apply", "endapply", "trans_default_domain", "blocktrans", "endblocktrans",
      "blocktranslate", "endblocktranslate", "endtrans", "render", "component", "endcomponent", "hide", "interested",
      "var", "let", "const", "return", "function", "defined",
    ].map { HTMLName($0) })
  /// Blade's directives that print.
  private static let printing: Set<HTMLName> = Set(
    ["lang", "yield", "choice", "stack", "json", "t"].map { HTMLName($0) })

  /// Whether an expression prints.
  func prints(_ content: OctetRange, opener: Int, in octets: Span<UInt8>) -> Bool {
    switch self {
    case .print, .mergeTag: return true
    case .comment, .velocity, .freemarker: return false
    // Told statement by statement: `PrintStatements`.
    case .php: return false
    case .razor: return !Self.steering.contains(firstWord(content, octets)) && content.count > 0
    case .blade: return Self.printing.contains(firstWord(content, octets))
    case .curly:
      guard let first = firstOctet(content, octets) else { return false }
      if [Octet.hash, Octet.slash, UInt8(ascii: "^"), Octet.exclamation, Octet.greater].contains(first) {
        return false
      }
      return !Self.steering.contains(firstWord(content, octets))
    case .tag, .smarty, .toolkit, .mailchimp:
      if firstOctet(content, octets) == Octet.slash || firstOctet(content, octets) == Octet.hash { return false }
      return !Self.steering.contains(firstWord(content, octets))
    case .embedded:
      let first = content.isEmpty ? 0 : octets[content.lowerBound]
      if first == Octet.equals { return true }
      if first == Octet.hyphen { return !Self.steering.contains(firstWord(content, octets)) }
      // SendGrid's substitution tags stand in the same delimiters.
      return octets.hasPrefix("asm_", at: skippingSpace(content, octets), to: content.upperBound)
    }
  }

  private func skippingSpace(_ range: OctetRange, _ octets: Span<UInt8>) -> Int {
    var index = range.lowerBound
    // Go's and Liquid's hyphen trims white space.
    while index < range.upperBound, octets[index].isHTMLSpace || octets[index] == Octet.hyphen { index += 1 }
    return index
  }

  private func firstOctet(_ range: OctetRange, _ octets: Span<UInt8>) -> UInt8? {
    let index = skippingSpace(range, octets)
    return index < range.upperBound ? octets[index] : nil
  }

  private func firstWord(_ range: OctetRange, _ octets: Span<UInt8>) -> HTMLName {
    let start = skippingSpace(range, octets)
    var end = start
    while end < range.upperBound, octets[end].isASCIIAlphanumeric || octets[end] == UInt8(ascii: "_") { end += 1 }
    return HTMLName(start..<end, in: octets)
  }
}
