internal import Configuration
internal import Linting
internal import MailContent

/// Tells files that others draw in, as layouts or partials, by configuration, name and content.
struct DrawnIn: Sendable {
  let settings: TemplateSettings
  let place: WorkingPlace

  /// Folders whose files are drawn in, at any depth below.
  private static let folders: Set<String> = [
    "partials", "_partials", "partial", "layouts", "_layouts", "layout", "_includes", "fragments", "macros", "snippets",
  ]
  /// Folders of which that is so only directly: they have other uses too.
  private static let nearFolders: Set<String> = [
    "includes", "include", "inc", "components", "parts", "elements", "blocks",
  ]
  /// Words at the start or end of a file's name that say it.
  private static let words: Set<String> = ["layout", "partial", "header", "footer", "base", "wrapper", "master"]

  /// - Parameter root: of the project; names above it say nothing.
  func says(_ file: TemplateFile, root: String) -> Bool {
    let shown = place.shown(file.path)
    if (settings.layouts + settings.partials).contains(where: { Wildcard.matches(path: $0, shown) }) { return true }
    if file.outline.holdsPlaceForContent { return true }
    let below = FilePath.lies(file.path, in: root) ? String(file.path.dropFirst(root.count)) : file.path
    let path = below.split(separator: "/").map { $0.lowercased() }
    guard let name = path.last else { return false }
    if name.hasPrefix("_") { return true }
    if path.dropLast().contains(where: Self.folders.contains) { return true }
    if let parent = path.dropLast().last, Self.nearFolders.contains(parent) { return true }
    let stem = name.prefix { $0 != "." }.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return [stem.first, stem.last].contains { $0.map(Self.words.contains) ?? false }
  }
}
