import MailSyntax

/// Tells a template's language from its content, where the name does not say.
///
/// Each construct that is seen speaks for the languages that have it; the language with the most weight wins, and in a
/// tie the one named first in `order`. Languages of a family (`{{ }}` and `{% %}`) are read alike, so a wrong guess
/// among them costs no more than a wrong name.
struct LanguageSniff {
  /// How much of a file is looked at: languages show themselves early, and files differ in length more than in this.
  static let maximumOctets = 256 << 10

  private var weights: [TemplateLanguage: Int] = [:]
  /// Whether `{% … %}` was seen, which Mustache and its heirs do not have.
  private var hasTags = false
  private static let order: [TemplateLanguage] = [
    // Projects that use Twig mostly say so in the names of their files, those that use Django never do.
    .mjml, .php, .blade, .goTemplate, .handlebars, .mustache, .django, .jinja, .twig, .liquid, .eex, .ejs, .erb,
    .thymeleaf, .freemarker, .razor, .fluid, .smarty, .benchpress, .templateToolkit, .velocity,
  ]

  /// The language of a file; `.html` or `.text` where no expression shows.
  /// - Complexity: O(n) in octets, up to `maximumOctets`.
  static func language(of octets: Span<UInt8>, format: Body.Format) -> TemplateLanguage {
    var sniff = LanguageSniff()
    let end = min(octets.count, maximumOctets)
    var index = 0
    while index < end {
      sniff.look(at: index, to: end, octets)
      index += 1
    }
    return sniff.winner ?? (format == .html ? .html : .text)
  }

  private var winner: TemplateLanguage? {
    var best: TemplateLanguage?
    for language in Self.order where weights[language, default: 0] > best.map({ weights[$0, default: 0] }) ?? 0 {
      if hasTags, language == .mustache || language == .handlebars { continue }
      best = language
    }
    return best
  }

  private mutating func add(_ weight: Int, _ languages: TemplateLanguage...) {
    for language in languages { weights[language, default: 0] += weight }
  }

  private mutating func look(at index: Int, to end: Int, _ octets: Span<UInt8>) {
    func has(_ text: StaticString, _ offset: Int = 0) -> Bool { octets.hasPrefix(text, at: index + offset, to: end) }
    switch octets[index] {
    case UInt8(ascii: "{"):
      if index > 0, octets[index - 1] == UInt8(ascii: "{") {
        // The second of "{{{".
      } else if has("{{") {
        doubleBrace(at: index + 2, to: end, octets)
      } else if has("{%") {
        tag(at: index + 2, to: end, octets)
      }
      if has("{!!") { add(3, .blade) }
      if has("{$") || has("{if $") || has("{foreach ") || has("{include file=") || has("{/if}") || has("{extends file=")
      {
        if index == 0 || octets[index - 1] != UInt8(ascii: "{") { add(3, .smarty) }
      }
      if has("{block name=") || has("{/block}") || has("{literal}") || has("{/foreach}") { add(3, .smarty) }
      if has("{f:") || has("{namespace ") || has("{v:") { add(3, .fluid) }
    case Octet.less:
      if has("<?php") || has("<?=") { add(50, .php) }
      if has("<%") { embedded(at: index + 2, to: end, octets) }
      if has("<mj-") || has("<mjml") { add(100, .mjml) }
      if has("<#if ") || has("<#list ") || has("<#assign ") || has("<#include ") || has("<#import ") || has("<#macro ")
      {
        add(5, .freemarker)
      }
      if has("<f:") { add(5, .fluid) }
      if has("<x-mail::") || has("<x-slot") { add(5, .blade) }
      if has("<!-- IMPORT ") || has("<!-- IF ") || has("<!-- BEGIN ") || has("<!-- ENDIF ") { add(3, .benchpress) }
    case UInt8(ascii: "["):
      if has("[% ") || has("[%-") || has("[%#") { add(3, .templateToolkit) }
      if has("[[${") || has("[(${") { add(5, .thymeleaf) }
    case UInt8(ascii: "t"):
      if has("th:text=") || has("th:href=") || has("xmlns:th=") || has("th:utext=") { add(5, .thymeleaf) }
    case UInt8(ascii: "@") where index == 0 || !octets[index - 1].isASCIIAlphanumeric:
      if has("@Model.") || has("@Html.") || has("@RenderBody(") || has("@model ") || has("@ViewBag.") { add(5, .razor) }
    default: break
    }
  }

  // MARK: {{ }}

  private mutating func doubleBrace(at start: Int, to end: Int, _ octets: Span<UInt8>) {
    var index = start
    if octets.hasPrefix("{", at: start, to: end) {
      if Self.word("if", "each", "end", after: start + 1, to: end, octets) { return add(4, .benchpress) }
      add(1, .handlebars, .mustache)
      index += 1
    }
    while index < end, octets[index].isHTMLSpace || octets[index] == Octet.hyphen || octets[index] == UInt8(ascii: "~")
    {
      if octets.hasPrefix("--", at: index, to: end) { return add(3, .blade) }
      index += 1
    }
    guard index < end else { return }
    switch octets[index] {
    case UInt8(ascii: "."): add(4, .goTemplate)
    case UInt8(ascii: "$"): add(2, .blade)
    case Octet.slash where octets.hasPrefix("/*", at: index, to: end): add(4, .goTemplate)
    case Octet.hash, UInt8(ascii: "^"), Octet.slash:
      if Self.word("if", "each", "unless", after: index + 1, to: end, octets)
        || Self.word("with", "eq", "ifcond", after: index + 1, to: end, octets)
        || octets.hasPrefix("#>", at: index, to: end) || Self.hasArguments(after: index + 1, to: end, octets)
      {
        add(3, .handlebars)
      } else {
        add(2, .mustache)
      }
    case Octet.greater:
      add(3, .handlebars)
      add(1, .mustache)
    case Octet.exclamation: add(2, octets.hasPrefix("!--", at: index, to: end) ? .handlebars : .mustache)
    default: word(at: index, to: end, octets)
    }
  }

  private mutating func word(at index: Int, to end: Int, _ octets: Span<UInt8>) {
    if Self.word("end", "range", "define", after: index, to: end, octets) { return add(5, .goTemplate) }
    if Self.word("template", "if", "with", after: index, to: end, octets) { return add(3, .goTemplate) }
    if Self.word("else", after: index, to: end, octets) { return add(3, .handlebars, .goTemplate) }
    let close = octets.firstIndex(of: UInt8(ascii: "}"), from: index, to: min(end, index + 400))
    add(1, .mustache)
    var quote: UInt8 = 0
    for place in index..<close {
      let octet = octets[place]
      if quote != 0 {
        if octet == quote { quote = 0 }
        continue
      }
      switch octet {
      case Octet.quote, Octet.apostrophe: quote = octet
      case UInt8(ascii: "|"): filter(after: place, to: close, octets)
      case UInt8(ascii: "("): add(1, .jinja, .twig)
      case UInt8(ascii: "~"): add(1, .jinja, .twig)
      case Octet.question where octets.hasPrefix("??", at: place, to: close): add(3, .twig)
      case UInt8(ascii: "[") where octets.hasPrefix("['", at: place, to: close): add(1, .jinja, .twig)
      case Octet.space where place + 1 < close && Self.startsArgument(octets[place + 1]): add(1, .handlebars)
      default: break
      }
    }
    if octets.hasPrefix("_(", at: index, to: close) { add(2, .jinja) }
    if octets.hasPrefix("tx(", at: index, to: close) { add(4, .benchpress) }
    if octets.hasPrefix("loop.", at: index, to: close) { add(3, .jinja) }
    if octets.hasPrefix("forloop.", at: index, to: close) { add(2, .django, .liquid) }
  }

  private static func startsArgument(_ octet: UInt8) -> Bool {
    octet.isASCIILetter || octet == Octet.quote || octet == Octet.apostrophe
  }

  /// `|date:"D"` is Django's, `| date: "D"` Liquid's, `|date("D")` the others'.
  private mutating func filter(after bar: Int, to end: Int, _ octets: Span<UInt8>) {
    var index = bar + 1
    while index < end, octets[index] == Octet.space { index += 1 }
    let name = index
    while index < end, octets[index].isASCIIAlphanumeric || octets[index] == UInt8(ascii: "_") { index += 1 }
    guard index > name else { return }
    let isSpaced = name > bar + 1
    if index < end, octets[index] == Octet.colon {
      if index + 1 < end, octets[index + 1] == Octet.space { add(4, .liquid) } else { add(4, .django) }
    } else if index < end, octets[index] == UInt8(ascii: "(") {
      add(2, .jinja, .twig)
    } else if Self.word("raw", "trans", "format_date", after: name, to: end, octets)
      || Self.word("nl2br", after: name, to: end, octets)
    {
      add(3, .twig)
    } else if Self.word("safe", "linebreaks", "urlize", after: name, to: end, octets) {
      add(1, .django, .jinja)
    } else {
      add(1, .jinja, .twig, isSpaced ? .liquid : .django)
    }
  }

  // MARK: {% %}

  private static let tags: [HTMLName: [(TemplateLanguage, Int)]] = {
    var table: [HTMLName: [(TemplateLanguage, Int)]] = [:]
    func set(_ words: String, _ weights: [(TemplateLanguage, Int)]) {
      for word in words.split(separator: " ") { table[HTMLName(String(word))] = weights }
    }
    set(
      "load blocktrans blocktranslate endblocktrans endblocktranslate url csrf_token static firstof cycle widthratio now "
        + "ifequal endifequal language get_current_language", [(.django, 5)])
    set("ifchanged translate regroup spaceless endspaceless", [(.django, 2), (.twig, 1)])
    set("autoescape endautoescape", [(.django, 2), (.jinja, 1), (.twig, 1)])
    set("trans", [(.django, 2), (.jinja, 2), (.twig, 1)])
    set("with endwith", [(.django, 2), (.jinja, 1), (.twig, 1)])
    set("comment endcomment", [(.django, 2), (.liquid, 2)])
    set("elif", [(.jinja, 3), (.django, 2)])
    set("elsif unless endunless assign capture endcapture tablerow increment echo case when endcase", [(.liquid, 5)])
    set("render", [(.liquid, 2), (.twig, 1)])
    set("elseif", [(.twig, 5)])
    set("embed endembed apply endapply form_theme trans_default_domain sw_extends sw_include sw_icon use", [(.twig, 5)])
    set("verbatim endverbatim", [(.twig, 1), (.django, 1)])
    set("set", [(.twig, 2), (.jinja, 2)])
    set("macro endmacro import from", [(.twig, 1), (.jinja, 2)])
    set("call endcall filter endfilter", [(.jinja, 2), (.django, 1)])
    set("raw endraw", [(.jinja, 1), (.liquid, 1)])
    set("endtrans", [(.jinja, 3), (.twig, 2)])
    set(
      "if for block endif endfor endblock else extends include", [(.jinja, 1), (.django, 1), (.twig, 1), (.liquid, 1)])
    return table
  }()

  private mutating func tag(at start: Int, to end: Int, _ octets: Span<UInt8>) {
    var index = start
    while index < end, octets[index].isHTMLSpace || octets[index] == Octet.hyphen || octets[index] == UInt8(ascii: "+")
    {
      index += 1
    }
    let name = index
    while index < end, octets[index].isASCIIAlphanumeric || octets[index] == UInt8(ascii: "_") { index += 1 }
    hasTags = true
    add(1, .jinja, .django, .twig, .liquid)
    for (language, weight) in Self.tags[HTMLName(name..<index, in: octets)] ?? [] { add(weight, language) }
    let close = octets.firstIndex(of: UInt8(ascii: "%"), from: index, to: min(end, index + 400))
    for place in index..<close {
      switch octets[place] {
      case UInt8(ascii: "(") where place > index && octets[place - 1].isASCIIAlphanumeric: add(1, .jinja, .twig)
      case UInt8(ascii: "|"): filter(after: place, to: close, octets)
      case UInt8(ascii: ".") where octets.hasPrefix(".twig", at: place, to: close): add(9, .twig)
      case UInt8(ascii: ".") where octets.hasPrefix(".jinja", at: place, to: close): add(9, .jinja)
      case UInt8(ascii: "@") where octets[place - 1] == Octet.apostrophe || octets[place - 1] == Octet.quote:
        add(5, .twig)
      case Octet.space where octets.hasPrefix(" is defined", at: place, to: close): add(1, .jinja, .twig)
      case Octet.space where octets.hasPrefix(" is not ", at: place, to: close): add(1, .jinja, .twig, .django)
      case Octet.ampersand where octets.hasPrefix("&&", at: place, to: close): add(1, .twig)
      default: break
      }
    }
  }

  // MARK: <% %>

  private mutating func embedded(at start: Int, to end: Int, _ octets: Span<UInt8>) {
    add(2, .erb, .eex, .ejs)
    let close = octets.firstIndex(of: UInt8(ascii: "%"), from: start, to: min(end, start + 400))
    var previous: UInt8 = 0
    for place in start..<close {
      switch octets[place] {
      case UInt8(ascii: "|") where octets.hasPrefix("|>", at: place, to: close): add(5, .eex)
      case UInt8(ascii: "-") where octets.hasPrefix("-> ", at: place, to: close): add(2, .eex)
      case UInt8(ascii: "@") where previous == Octet.space: add(1, .erb, .eex)
      case UInt8(ascii: "{") where previous == Octet.space && place + 2 >= close: add(4, .ejs)
      case Octet.semicolon: add(2, .ejs)
      case Octet.equals where octets.hasPrefix("===", at: place, to: close): add(4, .ejs)
      case UInt8(ascii: "_")
      where octets.hasPrefix("_path", at: place, to: close) || octets.hasPrefix("_url", at: place, to: close):
        add(2, .erb)
      default: break
      }
      previous = octets[place]
    }
    if octets.hasPrefix("= link_to", at: start, to: close) { add(3, .erb) }
  }

  // MARK: Words

  /// Whether one of the words stands at an index, white space before it allowed.
  private static func word(
    _ words: StaticString..., after start: Int, to end: Int, _ octets: Span<UInt8>
  ) -> Bool {
    var index = start
    while index < end, octets[index].isHTMLSpace || octets[index] == Octet.hyphen { index += 1 }
    return words.contains { word in
      let after = index + word.utf8CodeUnitCount
      return octets.hasPrefix(word, at: index, to: end)
        && (after >= end
          || !octets[after].isASCIIAlphanumeric && octets[after] != UInt8(ascii: "_")
            && octets[after] != UInt8(ascii: "."))
    }
  }

  /// Whether a word has another behind it, before the braces close: a helper with arguments.
  private static func hasArguments(after start: Int, to end: Int, _ octets: Span<UInt8>) -> Bool {
    var index = start
    while index < end, octets[index] == Octet.space { index += 1 }
    while index < end, octets[index] > Octet.space, octets[index] != UInt8(ascii: "}") { index += 1 }
    while index < end, octets[index] == Octet.space { index += 1 }
    return index < end && startsArgument(octets[index])
  }
}

extension TemplateLanguage {
  /// The language of a file by its content alone; `TemplateFileName` says what its name tells.
  ///
  /// Merge tags of mailing services are told from templates only where there is nothing else.
  /// - Complexity: O(n) in octets, up to `LanguageSniff.maximumOctets`.
  public static func detected(in octets: [UInt8], format: Body.Format) -> TemplateLanguage {
    let found = LanguageSniff.language(of: octets.span, format: format)
    guard found == .html || found == .text else { return found }
    let marks = TemplateLanguages(octets.span)
    if marks.contains(.blade) { return .blade }
    if marks.contains(.velocity) { return .velocity }
    var finder = ExpressionFinder(isMarkup: format == .html, languages: [])
    return finder.next(from: 0, in: octets.span) == nil ? found : .mergeTags
  }
}
