internal import Configuration
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
  /// What was found before, by folder, language, kind and name; "" for nothing.
  private let known = Mutex<[String: String]>([:])
  private static let maximumKnown = 50_000

  init(_ settings: TemplateSettings, place: WorkingPlace, folders: FolderNames, conventional: ConventionalFolders) {
    self.settings = settings
    self.place = place
    self.folders = folders
    self.conventional = conventional
  }

  /// The file of a reference; nil where none is found.
  /// - Parameter root: what nothing may lie outside of; complete, links followed.
  func path(of reference: TemplateReference, in file: TemplateFile, root: String) -> String? {
    for name in reference.names {
      if let found = path(named: name, reference, in: file, root: root) { return found }
    }
    return nil
  }

  private func path(named name: String, _ reference: TemplateReference, in file: TemplateFile, root: String) -> String?
  {
    let folder = FilePath.folder(of: file.path)
    let fileName = FilePath.name(of: file.path)
    let suffix = fileName.split(separator: ".").dropFirst().joined(separator: ".")
    let key =
      "\(folder)\u{0}\(suffix)\u{0}\(file.language.rawValue)\u{0}\(reference.kind.rawValue)\u{0}\(reference.isRelative)\u{0}\(name)"
    if let known = known.withLock({ $0[key] }) { return known.isEmpty ? nil : known }
    let found = search(name, reference, in: file, root: root)
    known.withLock { known in
      if known.count >= Self.maximumKnown { known.removeAll() }
      known[key] = found ?? ""
    }
    return found
  }

  private func search(_ name: String, _ reference: TemplateReference, in file: TemplateFile, root: String) -> String? {
    let fileName = FilePath.name(of: file.path)
    // A name made at run time can be guessed where only the extension is left open: 'email_base.'|add:format.
    if reference.isDynamic, !name.hasSuffix(".") { return nil }
    let name = reference.isDynamic ? name + (fileName.split(separator: ".").last.map(String.init) ?? "") : name
    let candidates = TemplateNames.candidates(
      name, kind: reference.kind, language: file.language, fileName: fileName, format: file.format)
    if let found = aliased(name, file, root: root) { return found }
    let ancestors = FilePath.ancestors(of: file.path, upTo: root)
    if reference.isRelative, let own = ancestors.first,
      let found = first(of: candidates, in: own, root, besides: file.path)
    {
      return found
    }
    for base in settings.roots.compactMap(place.complete) + ancestors {
      if let found = first(of: candidates, in: base, root, besides: file.path) { return found }
    }
    for base in conventional.folders(of: root, near: file.path) {
      if let found = first(of: candidates, in: base, root, besides: file.path) { return found }
    }
    return nil
  }

  private func aliased(_ name: String, _ file: TemplateFile, root: String) -> String? {
    let written = name.hasPrefix("x-") ? String(name.dropFirst(2)) : name
    for alias in settings.aliases where written.hasPrefix(alias.key) {
      guard let base = place.complete(alias.value) else { continue }
      let rest = String(written.dropFirst(alias.key.count))
      let candidates = TemplateNames.candidates(
        rest, kind: .definition, language: file.language, fileName: FilePath.name(of: file.path), format: file.format)
      if let found = first(of: candidates, in: base, root, besides: file.path) { return found }
    }
    return nil
  }

  private func first(
    of candidates: [TemplateNames.Group], in base: String, _ root: String, besides own: String
  ) -> String? {
    for group in candidates {
      guard let folder = FilePath.normalised(FilePath.join(base, group.folder)) else { continue }
      let there = folders.names(in: folder)
      guard !there.isEmpty else { continue }
      for name in group.names where there.contains(name) {
        let path = FilePath.real(FilePath.join(folder, name))
        if let path, path != own, FilePath.lies(path, in: root), isFile(path) { return path }
      }
    }
    return nil
  }

  /// A folder may have the name of an include without its extension.
  private func isFile(_ path: String) -> Bool { !FileFinder.isFolder(path) }
}
