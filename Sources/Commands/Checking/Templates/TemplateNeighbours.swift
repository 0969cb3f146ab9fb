internal import MailContent

/// Finds the templates that lie with some others: what is drawn in by one of them is no mail by itself, even where it
/// is checked alone.
struct TemplateNeighbours: Sendable {
  /// Files looked into; of a larger set, those first in the order of their paths.
  private static let maximumFiles = 1_000
  private static let maximumDepth = 8

  let place: WorkingPlace
  let folders: FolderNames
  let projects: ProjectRoots

  /// The templates below the outermost folders of templates that the files lie in, without the files themselves.
  func paths(beside files: [String]) -> [String] {
    let known = files.filter { TemplateFileName(FilePath.name(of: $0)) != nil }.compactMap(place.complete)
    let bases = Set(known.compactMap { FilePath.real($0).map(base) })
    var found: [String] = []
    for base in bases.sorted() where !bases.contains(where: { $0 != base && FilePath.lies(base, in: $0) }) {
      walk(base, &found)
    }
    let own = Set(known)
    return found.filter { !own.contains($0) }
  }

  private func base(of path: String) -> String {
    let ancestors = FilePath.ancestors(of: path, upTo: projects.root(of: path))
    return ancestors.last { ConventionalFolders.names.contains(FilePath.name(of: $0)) } ?? FilePath.folder(of: path)
  }

  private func walk(_ base: String, _ found: inout [String]) {
    var open = [(folder: base, depth: 0)]
    while let (folder, depth) = open.popLast() {
      let content = folders.content(of: folder)
      for name in content.names.sorted() where !name.hasPrefix(".") && !content.links.contains(name) {
        guard found.count < Self.maximumFiles else { return }
        let path = FilePath.join(folder, name)
        if content.folders.contains(name) {
          if depth < Self.maximumDepth { open.append((path, depth + 1)) }
        } else if TemplateFileName(name) != nil {
          found.append(path)
        }
      }
    }
  }
}
