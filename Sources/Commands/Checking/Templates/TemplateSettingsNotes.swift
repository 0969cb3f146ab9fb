internal import Configuration
internal import Glibc

/// What of the section `templates:` cannot be found or read, so that what stands in it counts for nothing.
enum TemplateSettingsNotes {
  /// One line each, in the order of the settings.
  /// - Complexity: reads the folders that patterns name.
  static func of(_ settings: TemplateSettings, place: WorkingPlace = WorkingPlace()) -> [String] {
    let roots = settings.roots.filter { root in !(place.complete(root).map(FileFinder.isFolder) ?? false) }
      .map { "templates.roots: \(place.shown($0)) is no folder; includes are not looked for there" }
    return roots + settings.catalogues.compactMap { note(onCatalogue: $0, place: place) }
  }

  private static func note(onCatalogue pattern: String, place: WorkingPlace) -> String? {
    let paths = Catalogues.paths(of: pattern, place: place).filter(FileFinder.exists)
    guard !paths.isEmpty else {
      return "templates.catalogues: \(place.shown(pattern)) matches no file; no translation is read"
    }
    if let closed = paths.first(where: { access($0, R_OK) != 0 }) {
      return "templates.catalogues: \(place.shown(closed)) cannot be read: \(String(cString: strerror(errno)))"
    }
    guard let unknown = paths.first(where: { !Catalogues.isKnown($0) }) else { return nil }
    let kinds = Catalogues.fileExtensions.joined(separator: ", ")
    return "templates.catalogues: \(place.shown(unknown)) is of no kind that can be read (\(kinds)), so it counts for nothing"
  }
}
