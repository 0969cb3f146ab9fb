internal import Gateway
internal import MailContent

/// Finds the layout that a framework renders around a template without the template saying so.
///
/// - Rails: `layouts/` beside the mailer's folder: what the mailer's class names, the mailer's own name, `mailer`.
/// - Phoenix, Sinatra, Express and their like: `layouts/` or `layout/` with a name that speaks of mail.
/// - Yii: `mail/layouts/html` and `mail/layouts/text`.
/// - Razor: what `_ViewStart.cshtml` names.
/// A file that is a whole document has none, nor one that names its layout.
struct ImplicitLayouts: Sendable {
  let folders: FolderNames
  let library: TemplateLibrary
  let resolver: TemplateResolver

  private static let layoutFolders = ["layouts", "layout", "_layouts"]
  private static let languages: Set<TemplateLanguage> = [.erb, .haml, .eex, .heex, .ejs, .php, .handlebars, .razor]
  /// Words of a layout's name that say it is one for mail.
  private static let mailWords: Set<String> = ["mail", "mailer", "mails", "email", "emails", "newsletter"]

  /// Complete paths, nearest first.
  func paths(of file: TemplateFile, root: String) -> [String] {
    guard Self.languages.contains(file.language), !file.outline.references.contains(where: { $0.kind == .layout }),
      !Self.isDocument(file), !FilePath.name(of: file.path).hasPrefix("_")
    else { return [] }
    if file.language == .razor { return viewStart(of: file, root: root) }
    let folder = FilePath.folder(of: file.path)
    let ancestors = FilePath.ancestors(of: file.path, upTo: root)
    var found: [String] = []
    // A layout has no layout around it, save that Yii's mailer has one around all that it renders.
    if !Self.layoutFolders.contains(FilePath.name(of: folder)) {
      found = nearest(ancestors, file)
    } else if folder.hasSuffix("/mail/layouts") {
      return []
    }
    if file.language == .php { found += yii(ancestors, file) }
    var seen: Set<String> = [file.path]
    return found.compactMap(FilePath.real).filter { FilePath.lies($0, in: root) && seen.insert($0).inserted }
  }

  // MARK: By name

  private func nearest(_ ancestors: [String], _ file: TemplateFile) -> [String] {
    for folder in ancestors {
      let found = Self.layoutFolders.filter(folders.names(in: folder).contains).flatMap { name in
        layouts(in: FilePath.join(folder, name), for: file)
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  private func layouts(in folder: String, for file: TemplateFile) -> [String] {
    let mailer = FilePath.name(of: FilePath.folder(of: file.path))
    var declared: String?
    switch MailerClass.layout(ofTemplate: file.path) {
    case .off: return []
    case .named(let name): declared = name
    case nil: break
    }
    let layouts = folders.names(in: folder).sorted().compactMap {
      name -> (name: String, format: Body.Format, rank: Int)? in
      guard let kind = TemplateFileName(name), kind.language == nil || kind.language == file.language,
        let rank = Self.rank(of: name, mailer: mailer, declared: declared, file)
      else { return nil }
      return (name, kind.format, rank)
    }
    guard let best = layouts.map(\.rank).min() else { return [] }
    let chosen = layouts.filter { $0.rank == best }
    // Markdown becomes both alternatives, each in a layout of its own; all else stays in its format.
    let isMarkdown = FilePath.name(of: file.path).split(separator: ".").contains("md")
    let order: [Body.Format] = isMarkdown ? [.plain, .html] : [file.format]
    return order.flatMap { format in chosen.filter { $0.format == format } }.map { FilePath.join(folder, $0.name) }
  }

  /// How likely a layout is that of a template: the lower, the likelier; nil where it is none of mail.
  private static func rank(of name: String, mailer: String, declared: String?, _ file: TemplateFile) -> Int? {
    let stem = String(name.prefix { $0 != "." })
    if let declared { return stem == declared ? 0 : nil }
    if stem == mailer { return 1 }
    if stem == "mailer" || stem == "email" || stem == "mail" { return 2 }
    let words = stem.lowercased().split { !$0.isLetter }.map(String.init)
    if words.contains(where: mailWords.contains) { return 3 }
    let speaksOfMail = file.path.lowercased().contains("mail")
    return file.language == .handlebars && speaksOfMail && (stem == "main" || stem == "default") ? 4 : nil
  }

  /// Yii's mailer renders each view of mail within these.
  private func yii(_ ancestors: [String], _ file: TemplateFile) -> [String] {
    let isPlain = file.format == .plain || FilePath.folder(of: file.path).hasSuffix("plaintext")
    let name = isPlain ? "text.php" : "html.php"
    for folder in ancestors {
      for base in ["mail/layouts", "views/mail/layouts"] {
        let path = "\(folder)/\(base)/\(name)"
        if folders.holds(path) { return [path] }
      }
    }
    return []
  }

  // MARK: Razor

  private func viewStart(of file: TemplateFile, root: String) -> [String] {
    for folder in FilePath.ancestors(of: file.path, upTo: root) {
      let path = FilePath.join(folder, "_ViewStart.cshtml")
      guard folders.holds(path), let start = FilePath.real(path).flatMap(library.file), start.path != file.path else {
        continue
      }
      let layout = start.outline.references.first { $0.kind == .layout }
      return layout.flatMap { resolver.path(of: $0, in: start, root: root) }.map { [$0] } ?? []
    }
    return []
  }

  // MARK: Documents

  /// How far into a file its document type may stand, behind comments and code.
  private static let documentOctets = 4_096

  private static func isDocument(_ file: TemplateFile) -> Bool {
    guard let octets = file.reading.bodies.first?.octets.prefix(documentOctets) else { return false }
    let start = String(decoding: octets, as: UTF8.self).lowercased()
    return start.contains("<html") || start.contains("<!doctype") || start.contains("<mjml>") || start.contains("<body")
  }
}
