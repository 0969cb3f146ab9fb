internal import MailContent
internal import Synchronization

/// The named pieces of Go's templates: all files of a folder are one set, and each may define pieces for the others.
final class DefinitionSets: Sendable {
  /// A set of more files is no set of mail templates.
  private static let maximumFiles = 500

  private let folders: FolderNames
  private let library: TemplateLibrary
  /// By folder: the paths by the names that they define.
  private let known = Mutex<[String: [String: [String]]]>([:])

  init(folders: FolderNames, library: TemplateLibrary) {
    self.folders = folders
    self.library = library
  }

  /// The files that define one of the names, beside a file or in the folder above: complete paths.
  func paths(defining names: [String], for file: TemplateFile) -> [String] {
    let folder = FilePath.folder(of: file.path)
    for base in [folder, FilePath.folder(of: folder)] where !base.isEmpty {
      let definitions = definitions(in: base)
      let found = names.flatMap { definitions[$0] ?? [] }.filter { $0 != file.path }
      if !found.isEmpty { return found }
    }
    return []
  }

  private func definitions(in folder: String) -> [String: [String]] {
    if let definitions = known.withLock({ $0[folder] }) { return definitions }
    var definitions: [String: [String]] = [:]
    for name in folders.names(in: folder).sorted().prefix(Self.maximumFiles) where TemplateFileName(name) != nil {
      guard let path = FilePath.real(FilePath.join(folder, name)), FilePath.lies(path, in: folder),
        let file = library.file(at: path)
      else { continue }
      // Go names a file's template by the file's name.
      for defined in file.outline.definitions + [name] { definitions[defined, default: []].append(path) }
    }
    let found = definitions
    known.withLock { $0[folder] = found }
    return found
  }
}
