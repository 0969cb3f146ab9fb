internal import MailContent

/// The paths that a name in an include may stand for, relative to a folder of templates, by the conventions of its
/// language. Pure.
enum TemplateNames {
  /// Folders that partials are kept in, beside or above the files that draw them in.
  static let partialFolders = [
    "partials", "_partials", "partial", "parts", "includes", "_includes", "include", "inc", "components", "shared",
    "elements", "element", "fragments", "blocks", "snippets", "common", "Partials", "Shared", "Views/Shared",
  ]
  /// Folders that layouts are kept in.
  static let layoutFolders = ["layouts", "layout", "_layouts", "Layouts", "base"]

  /// What frameworks call the extensions that a name may leave out.
  private static let extensions: [TemplateLanguage: [String]] = [
    .handlebars: [".hbs", ".handlebars", ".html"], .mustache: [".mustache", ".html"],
    .jinja: [".html", ".j2", ".jinja"],
    .django: [".html"], .twig: [".html.twig", ".twig"], .nunjucks: [".njk", ".html"], .liquid: [".liquid"],
    .erb: [".html.erb", ".erb"], .ejs: [".ejs"], .eex: [".html.eex", ".eex"], .heex: [".html.heex", ".heex"],
    .blade: [".blade.php"], .php: [".php"], .goTemplate: [".html", ".tmpl", ".gohtml"],
    .templateToolkit: [".tt", ".tt2"],
    .smarty: [".tpl"], .fluid: [".html"], .razor: [".cshtml"], .thymeleaf: [".html"], .freemarker: [".ftl", ".ftlh"],
    .velocity: [".vm"], .haml: [".html.haml", ".haml"], .benchpress: [".tpl"], .mjml: [".mjml"], .html: [".html"],
  ]

  /// The names that may be meant within one folder, the likeliest first.
  struct Group: Sendable, Hashable {
    /// Relative to a folder of templates; "" for that itself.
    let folder: String
    var names: [String]
  }

  /// - Parameters:
  ///   - fileName: of the file that holds the reference; its extensions are the first ones tried.
  /// - Returns: the likeliest first.
  static func candidates(
    _ name: String, kind: TemplateReference.Kind, language: TemplateLanguage, fileName: String, format: Body.Format
  ) -> [Group] {
    let marksPartials = language == .erb || language == .haml || language == .razor
    var groups: [Group] = []
    for path in paths(name, language: language, format: format) {
      let folder = FilePath.folder(of: path)
      let last = FilePath.name(of: path)
      guard !last.isEmpty else { continue }
      let plain = withExtensions(last, language: language, fileName: fileName, format: format)
      let marked = kind == .partial && !last.hasPrefix("_") ? plain.map { "_" + $0 } : []
      groups.append(Group(folder: folder, names: marksPartials ? marked + plain : plain + marked))
      let folders = kind == .layout ? layoutFolders + partialFolders : partialFolders + layoutFolders
      groups += folders.map { Group(folder: FilePath.join($0, folder), names: plain) }
    }
    return groups
  }

  // MARK: Prefixes

  /// The name without what its language puts before it, dots that stand for slashes replaced.
  private static func paths(_ name: String, language: TemplateLanguage, format: Body.Format) -> [String] {
    var name = name
    // "~/Views/x", "/x": from the root of the application.
    if name.hasPrefix("~/") { name.removeFirst(2) }
    while name.hasPrefix("/") { name.removeFirst() }
    if name.hasPrefix("x-") { return components(String(name.dropFirst(2)), language, format) }
    if language == .blade { return bladePaths(name, format) }
    if name.hasPrefix("@") {
      // Twig's "@Shop/mail/x.twig" and "@!Shop/…", Yii's "@app/views/x".
      guard let slash = name.firstIndex(of: "/") else { return [name] }
      var space = name[..<slash].dropFirst()
      if space.hasPrefix("!") { space = space.dropFirst() }
      let rest = String(name[name.index(after: slash)...])
      return [rest, "bundles/\(space)Bundle/\(rest)", "Resources/views/\(rest)"]
    }
    let pieces = name.split(separator: ":", omittingEmptySubsequences: false)
    if language == .twig, pieces.count == 3 {
      // "ShopBundle:Mail:x.html.twig"
      return [pieces.dropFirst().filter { !$0.isEmpty }.joined(separator: "/")]
    }
    return [name]
  }

  private static func bladePaths(_ name: String, _ format: Body.Format) -> [String] {
    guard let colons = name.utf8.firstIndex(of: UInt8(ascii: ":")), name[colons...].hasPrefix("::") else {
      return [dotted(name)]
    }
    let space = name[..<colons]
    let rest = dotted(String(name[colons...].dropFirst(2)))
    let formats = format == .plain ? ["text", "html"] : ["html", "markdown", "text"]
    return formats.flatMap { ["vendor/\(space)/\($0)/\(rest)", "\(space)/\($0)/\(rest)", "\($0)/\(rest)"] }
      + ["vendor/\(space)/\(rest)", "\(space)/\(rest)", rest]
  }

  /// `<x-mail::message>`, `<x-layouts.mail>`, `<x-main>`.
  private static func components(_ name: String, _ language: TemplateLanguage, _ format: Body.Format) -> [String] {
    if name.contains("::") { return bladePaths(name, format) }
    let path = dotted(name)
    return ["components/\(path)", "components/\(path)/index", "layouts/\(path)", path]
  }

  private static func dotted(_ name: String) -> String {
    String(name.map { $0 == "." ? "/" : $0 })
  }

  // MARK: Extensions

  /// The path itself, and with the extensions of the file that names it, then those of its language.
  private static func withExtensions(
    _ path: String, language: TemplateLanguage, fileName: String, format: Body.Format
  ) -> [String] {
    var found = [path]
    let pieces = fileName.split(separator: ".").dropFirst()
    // "welcome.en.html.erb" may draw in "footer.en.html.erb", "footer.html.erb" or "footer.erb".
    for start in pieces.indices { found.append(path + "." + pieces[start...].joined(separator: ".")) }
    if let last = pieces.last, format == .plain {
      found += [path + ".text." + last, path + ".txt." + last, path + ".txt"]
    }
    return found + (extensions[language] ?? []).map { path + $0 }
  }
}
