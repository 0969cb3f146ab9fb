internal import Synchronization

/// The folders of a project that are called as folders of templates are: where frameworks look includes up that are
/// named from the top.
final class ConventionalFolders: Sendable {
  static let names: Set<String> = [
    "templates", "template", "views", "view", "emails", "email", "mails", "mail", "mailers", "mailer", "mjml", "jinja2",
    "newsletters", "newsletter", "notifications",
  ]
  /// Folders of tools and of what they make.
  private static let skipped: Set<String> = [
    "node_modules", "bower_components", "target", "dist", "build", "coverage", "Pods", "venv", "__pycache__", "tmp",
    "log",
  ]
  /// Looking through more would take longer than checking; then `templates: roots:` helps.
  private static let maximumFolders = 5_000
  private static let maximumDepth = 12

  /// What lies below a root: looked through once, so that asking for a name does not mean asking in each folder.
  private struct Index {
    /// The conventional folders by path, with their place in the order from the top down.
    var bases: [String: Int] = [:]
    /// The folders that hold each name.
    var holders: [String: [String]] = [:]
  }

  private let folders: FolderNames
  /// By root.
  private let known = Mutex<[String: Index]>([:])

  init(folders: FolderNames) { self.folders = folders }

  /// The files below a root that candidates may mean, counted from one of these folders: complete paths, those first
  /// whose folder has most of its path in common with a file, of one folder the likeliest first. A candidate that
  /// climbs ("..") counts from the file that names it, so none is found here.
  /// - Complexity: O(candidates + names like them in the project), once the project was looked through.
  func paths(of candidates: [TemplateNames.Group], near file: String, below root: String) -> [String] {
    let index = index(of: root)
    var found: [(common: Int, base: Int, candidate: Int, path: String)] = []
    var number = 0
    for group in candidates {
      let suffix = Self.suffix(group.folder)
      for name in group.names {
        number += 1
        guard let suffix, let holders = index.holders[name] else { continue }
        for holder in holders where holder.hasSuffix(suffix) {
          let base = String(holder.dropLast(suffix.count))
          guard let order = index.bases[base] else { continue }
          found.append((FilePath.commonFolders(base, file), order, number, FilePath.join(holder, name)))
        }
      }
    }
    found.sort { ($1.common, $0.base, $0.candidate) < ($0.common, $1.base, $1.candidate) }
    return found.map(\.path)
  }

  /// What the path of a folder below another ends with; nil for one that climbs.
  private static func suffix(_ folder: String) -> String? {
    guard !folder.isEmpty else { return "" }
    guard let normalised = FilePath.normalised("/" + folder), !folder.split(separator: "/").contains("..") else {
      return nil
    }
    return normalised == "/" ? "" : normalised
  }

  private func index(of root: String) -> Index {
    known.withLock { known in
      if let found = known[root] { return found }
      let found = walk(root)
      known[root] = found
      return found
    }
  }

  private func walk(_ root: String) -> Index {
    var index = Index()
    var open = [(path: root, depth: 0)]
    var next = 0
    while next < open.count, next < Self.maximumFolders {
      let (folder, depth) = open[next]
      next += 1
      let content = folders.content(of: folder)
      for name in content.names.subtracting(content.folders) { index.holders[name, default: []].append(folder) }
      for name in content.folders.sorted() where !name.hasPrefix(".") && !Self.skipped.contains(name) {
        let path = FilePath.join(folder, name)
        if Self.names.contains(name) { index.bases[path] = index.bases.count }
        if depth < Self.maximumDepth { open.append((path, depth + 1)) }
      }
    }
    return index
  }
}
