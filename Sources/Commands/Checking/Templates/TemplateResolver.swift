internal import Configuration
internal import Gateway
internal import MailContent
internal import Synchronization

/// Finds the files that the names in includes stand for.
///
/// Looked at, in this order: what an alias says, the file's own folder where the language counts from there, the
/// configured roots, the file's folder and those above it up to the root of the project, and at last the folders of the
/// project that are called as templates' folders are. What is found is never outside the root, links followed.
final class TemplateResolver: Sendable {
  private let settings: TemplateSettings
  private let place: WorkingPlace
  private let folders: FolderNames
  private let conventional: ConventionalFolders
  /// The configured roots, complete.
  private let roots: [String]
  /// What was found before; nil for nothing.
  private let known = Mutex<[Question: String?]>([:])
  private static let maximumKnown = 50_000

  /// What an answer depends on: files beside each other with the same extensions ask alike.
  private struct Question: Hashable {
    let folder: String
    let extensions: String
    let language: TemplateLanguage
    let kind: TemplateReference.Kind
    let isRelative: Bool
    let isDynamic: Bool
    let name: String
  }

  init(_ settings: TemplateSettings, place: WorkingPlace, folders: FolderNames, conventional: ConventionalFolders) {
    self.settings = settings
    self.place = place
    self.folders = folders
    self.conventional = conventional
    roots = settings.roots.compactMap(place.complete)
  }

  /// The file of a reference; nil where none is found. A file that asks for its own name means one further up that it
  /// takes the place of; itself only where there is no other.
  /// - Parameter root: what nothing may lie outside of; complete, links followed.
  func path(of reference: TemplateReference, in file: TemplateFile, root: String) -> String? {
    for name in reference.names {
      if let found = path(named: name, reference, in: file, root: root) { return found }
    }
    return nil
  }

  private func path(
    named name: String, _ reference: TemplateReference, in file: TemplateFile, root: String
  ) -> String? {
    let fileName = FilePath.name(of: file.path)
    let question = Question(
      folder: FilePath.folder(of: file.path), extensions: String(fileName.drop { $0 != "." }), language: file.language,
      kind: reference.kind, isRelative: reference.isRelative, isDynamic: reference.isDynamic, name: name)
    if let known = known.withLock({ $0[question] }), known != file.path { return known }
    var search = Search(own: file.path, root: root)
    let found = find(name, reference, in: file, &search)
    // Where a file was passed over because it asks for itself, others are answered otherwise.
    guard !search.hasPassedOwn else { return found ?? file.path }
    known.withLock { known in
      if known.count >= Self.maximumKnown { known.removeAll() }
      known[question] = .some(found)
    }
    return found
  }

  /// One search, for one file.
  private struct Search {
    let own: String
    let root: String
    var hasPassedOwn = false

    /// - Parameter path: of a file that is there, or a folder of that name.
    mutating func accepts(_ path: String) -> String? {
      guard let real = FilePath.real(path), FilePath.lies(real, in: root), !FileFinder.isFolder(real) else {
        return nil
      }
      if real == own { hasPassedOwn = true }
      return real == own ? nil : real
    }
  }

  private func find(
    _ name: String, _ reference: TemplateReference, in file: TemplateFile, _ search: inout Search
  ) -> String? {
    let fileName = FilePath.name(of: file.path)
    // A name made at run time can be guessed where only the extension is left open: 'email_base.'|add:format.
    if reference.isDynamic, !name.hasSuffix(".") { return nil }
    let name = reference.isDynamic ? name + (fileName.split(separator: ".").last.map(String.init) ?? "") : name
    let candidates = TemplateNames.candidates(
      name, kind: reference.kind, language: file.language, fileName: fileName, format: file.format)
    if let found = aliased(name, file, &search) { return found }
    let ancestors = FilePath.ancestors(of: file.path, upTo: search.root)
    if reference.isRelative, let own = ancestors.first, let found = first(of: candidates, in: own, &search) {
      return found
    }
    for base in roots + ancestors {
      if let found = first(of: candidates, in: base, &search) { return found }
    }
    for path in conventional.paths(of: candidates, near: file.path, below: search.root) {
      if let found = search.accepts(path) { return found }
    }
    return nil
  }

  private func aliased(_ name: String, _ file: TemplateFile, _ search: inout Search) -> String? {
    let written = name.hasPrefix("x-") ? String(name.dropFirst(2)) : name
    for alias in settings.aliases where written.hasPrefix(alias.key) {
      guard let base = place.complete(alias.value) else { continue }
      let rest = String(written.dropFirst(alias.key.count))
      let candidates = TemplateNames.candidates(
        rest, kind: .definition, language: file.language, fileName: FilePath.name(of: file.path), format: file.format)
      if let found = first(of: candidates, in: base, &search) { return found }
    }
    return nil
  }

  private func first(of candidates: [TemplateNames.Group], in base: String, _ search: inout Search) -> String? {
    let there = folders.names(in: base)
    guard !there.isEmpty else { return nil }
    for group in candidates {
      // Most candidates fail at the first folder of their path, which costs less to ask for than the whole.
      let first = group.folder.prefix { $0 != "/" }
      guard first.isEmpty || first == "." || first == ".." || there.contains(String(first)),
        let folder = FilePath.normalised(FilePath.join(base, group.folder))
      else { continue }
      let names = group.folder.isEmpty ? there : folders.names(in: folder)
      for name in group.names where names.contains(name) {
        if let found = search.accepts(FilePath.join(folder, name)) { return found }
      }
    }
    return nil
  }
}
