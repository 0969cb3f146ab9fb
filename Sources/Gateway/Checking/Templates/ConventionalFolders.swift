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

  private let folders: FolderNames
  private let known = Mutex<[String: [String]]>([:])

  init(folders: FolderNames) { self.folders = folders }

  /// Those below a root, those first that have most of their path in common with a file.
  func folders(of root: String, near file: String) -> [String] {
    let all = known.withLock { known in
      if let found = known[root] { return found }
      let found = walk(root)
      known[root] = found
      return found
    }
    return all.enumerated().sorted {
      let (left, right) = (Self.common($0.element, file), Self.common($1.element, file))
      return left != right ? left > right : $0.offset < $1.offset
    }.map(\.element)
  }

  private static func common(_ folder: String, _ file: String) -> Int {
    zip(folder.split(separator: "/"), file.split(separator: "/")).prefix { $0 == $1 }.count
  }

  private func walk(_ root: String) -> [String] {
    var found: [String] = []
    var open = [(path: root, depth: 0)]
    var next = 0
    while next < open.count, next < Self.maximumFolders {
      let (folder, depth) = open[next]
      next += 1
      for name in folders.names(in: folder).sorted() {
        guard !name.hasPrefix("."), !Self.skipped.contains(name) else { continue }
        // Only folders are of interest, and files mostly have dots.
        let path = FilePath.join(folder, name)
        guard Self.names.contains(name) || !name.contains("."), FileFinder.isFolder(path), !FileFinder.isLink(path)
        else {
          continue
        }
        if Self.names.contains(name) { found.append(path) }
        if depth < Self.maximumDepth { open.append((path, depth + 1)) }
      }
    }
    return found
  }
}
