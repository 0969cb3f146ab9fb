internal import Glibc

/// Finds the files to check below the paths given: a file named is always taken, in folders only what looks like mail or a
/// template. Order is by name, so that results are stable.
enum FileFinder {
  /// Something that cannot be looked at.
  struct Problem: Error {
    let path: String
    let reason: String
  }

  /// Folders of tools, whose files are nobody's mail.
  private static let skippedFolders: Set<String> = ["node_modules", ".git", ".svn", ".hg"]
  /// Deeper than any project's folders; also the end of a loop of links.
  private static let maximumDepth = 64

  /// - Parameter paths: files and folders; "-" is standard input and taken as it is.
  static func files(below paths: [String]) -> (found: [String], problems: [Problem]) {
    var found: [String] = []
    var problems: [Problem] = []
    for path in paths {
      if path == "-" {
        found.append(path)
      } else if isFolder(path) {
        walk(path, into: &found, problems: &problems)
      } else {
        found.append(path)
      }
    }
    return (found, problems)
  }

  private static func walk(_ root: String, into found: inout [String], problems: inout [Problem]) {
    var open = [(path: root, depth: 0)]
    while let (folder, depth) = open.popLast() {
      guard let names = names(in: folder) else {
        problems.append(Problem(path: folder, reason: String(cString: strerror(errno))))
        continue
      }
      var folders: [(path: String, depth: Int)] = []
      for name in names {
        let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
        if isFolder(path) {
          if !skippedFolders.contains(name), depth < maximumDepth { folders.append((path, depth + 1)) }
        } else if isFile(path) {
          found.append(path)
        }
      }
      open += folders.reversed()
    }
  }

  private static func names(in folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
  static func exists(_ path: String) -> Bool { path == "-" || mode(of: path) != nil }
  private static func isFolder(_ path: String) -> Bool { mode(of: path) == S_IFDIR }
  private static func isFile(_ path: String) -> Bool { mode(of: path) == S_IFREG }
}
