internal import Gateway
internal import Synchronization

/// Finds the folder that a template's includes may not lead out of: the repository's, else the working directory.
final class ProjectRoots: Sendable {
  private let place: WorkingPlace
  /// By folder.
  private let known = Mutex<[String: String]>([:])

  init(place: WorkingPlace) { self.place = place }

  /// - Parameter path: complete, with links followed.
  func root(of path: String) -> String {
    let folder = FilePath.folder(of: path)
    if let root = known.withLock({ $0[folder] }) { return root }
    let root = find(folder, path)
    known.withLock { $0[folder] = root }
    return root
  }

  private func find(_ folder: String, _ path: String) -> String {
    let ancestors = FilePath.ancestors(of: path, upTo: "/")
    if let repository = ancestors.first(where: { FileFinder.exists($0 + "/.git") }) { return repository }
    if let working = place.folder, working != "/", FilePath.lies(path, in: working) { return working }
    // A file from elsewhere: as far up as folders are called as those of templates are.
    return ancestors.last { ConventionalFolders.names.contains(FilePath.name(of: $0)) } ?? folder
  }
}
