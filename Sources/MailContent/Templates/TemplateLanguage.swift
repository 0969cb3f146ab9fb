/// The language that a template file is written in.
///
/// It tells which delimiters are read that also have other uses (`@`, `#`, `<#…>`), what includes look like, and what a
/// name in one of them means. The raw values are the names that configuration and reports use.
public enum TemplateLanguage: String, CaseIterable, Sendable {
  /// Markup without any expression.
  case html
  /// Text without any expression.
  case text
  /// MJML, whatever language its expressions are in.
  case mjml
  case handlebars, mustache
  case jinja, django, twig, nunjucks, liquid
  case erb, ejs, eex, heex
  case blade, php
  /// Go's text/template and html/template.
  case goTemplate = "go-template"
  case templateToolkit = "template-toolkit"
  case smarty, fluid, razor, thymeleaf, freemarker, velocity, haml, benchpress
  /// Merge tags of mailing services and no other expressions.
  case mergeTags = "merge-tags"
  /// A message (RFC 5322) whose fields or bodies hold expressions.
  case eml

  /// Whether expressions stand between double braces, or braces and percent signs.
  public var isCurly: Bool {
    switch self {
    case .handlebars, .mustache, .jinja, .django, .twig, .nunjucks, .liquid, .goTemplate: true
    default: false
    }
  }
}
