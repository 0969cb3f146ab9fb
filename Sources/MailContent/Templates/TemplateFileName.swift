/// What the name of a template file says about it.
public struct TemplateFileName: Sendable, Equatable {
  /// Nil where only the content can tell: `.html`, `.txt`, `.tpl`.
  public let language: TemplateLanguage?
  /// How what it makes is shown.
  public let format: Body.Format

  private static let languages: [String: TemplateLanguage] = [
    "mjml": .mjml, "hbs": .handlebars, "handlebars": .handlebars, "mustache": .mustache, "jinja": .jinja,
    "jinja2": .jinja, "j2": .jinja, "djhtml": .django, "dtl": .django, "twig": .twig, "njk": .nunjucks,
    "nunjucks": .nunjucks, "liquid": .liquid, "erb": .erb, "rhtml": .erb, "ejs": .ejs, "eex": .eex, "leex": .eex,
    "heex": .heex, "php": .php, "phtml": .php, "gohtml": .goTemplate, "gotmpl": .goTemplate, "gotxt": .goTemplate,
    "tt": .templateToolkit, "tt2": .templateToolkit, "smarty": .smarty, "cshtml": .razor, "razor": .razor,
    "vbhtml": .razor, "ftl": .freemarker, "ftlh": .freemarker, "vm": .velocity, "vtl": .velocity, "haml": .haml,
  ]
  /// Markup whose expressions may be in any language.
  private static let markup: Set<String> = ["html", "htm", "xhtml", "tpl", "tmpl", "pt", "zpt"]
  private static let plain: Set<String> = ["txt", "text", "md", "markdown", "plain", "subject"]

  /// Reads a file's name, without its folder; nil where it is none of a template.
  ///
  /// The last extension names the language; any other that says text makes it plain: `welcome.text.erb`.
  public init?(_ name: String) {
    let pieces = name.lowercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard pieces.count > 1, let last = pieces.last else { return nil }
    let others = pieces.dropFirst().dropLast()
    let isPlain = others.contains(where: Self.plain.contains) || Self.saysText(pieces[0])
    if last == "php", others.last == "blade" {
      (language, format) = (.blade, isPlain ? .plain : .html)
    } else if let known = Self.languages[last] {
      (language, format) = (known == .mjml || !others.contains("mjml") ? known : .mjml, isPlain ? .plain : .html)
    } else if Self.markup.contains(last) {
      (language, format) = (others.last.flatMap { Self.languages[$0] }, isPlain ? .plain : .html)
    } else if Self.plain.contains(last) {
      (language, format) = (others.last.flatMap { Self.languages[$0] }, .plain)
    } else {
      return nil
    }
  }

  /// `body-text`, `welcome_txt`: a word of the name that stands for the plain alternative.
  private static func saysText(_ stem: String) -> Bool {
    ["-text", "_text", "-txt", "_txt", "-plain", "_plain", "-plaintext", "_plaintext"].contains {
      stem.hasSuffix($0) && stem != $0
    }
  }
}
