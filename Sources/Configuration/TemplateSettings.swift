/// Where template files and what they are rendered together with are found: the section `templates:`.
///
/// Patterns of paths count from the root of the check, as in `classes:`; folders and catalogues are complete paths, or
/// relative to the working directory, after reading.
package struct TemplateSettings: Sendable, Hashable {
  /// Folders that names in includes are looked up in, before those that are found by themselves.
  package var roots: [String] = []
  /// The folders that a prefix of a name stands for: "mail::", "@Shop/".
  package var aliases: [Pair] = []
  /// Files that are only ever rendered around others.
  package var layouts: [String] = []
  /// Files that are only ever rendered within others.
  package var partials: [String] = []
  /// The language of what matches a pattern; the first match wins.
  package var languages: [Pair] = []
  /// Files of translations; "*" within a folder, "**" across folders.
  package var catalogues: [String] = []

  /// A key that the writer chose, and its value.
  package struct Pair: Sendable, Hashable {
    package let key: String
    package let value: String
    package init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  package init() {}

  /// The languages that `languages:` may name.
  package static let languageNames = [
    "html", "text", "mjml", "handlebars", "mustache", "jinja", "django", "twig", "nunjucks", "liquid", "erb", "ejs",
    "eex",
    "heex", "blade", "php", "go-template", "template-toolkit", "smarty", "fluid", "razor", "thymeleaf", "freemarker",
    "velocity", "haml", "benchpress", "merge-tags", "eml",
  ]
}
