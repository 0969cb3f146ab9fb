internal import Gateway
internal import Glibc

/// Finds the files to check below the paths given: a file named is always taken, in folders only what looks like mail
/// or a template. Order is by name, so that results are stable.
enum FileFinder {
  /// Something that cannot be looked at.
  struct Problem: Error {
    let path: String
    let reason: String
  }

  /// Folders of tools, whose files are nobody's mail.
  private static let skippedFolders: Set<String> = ["node_modules", ".git", ".svn", ".hg"]
  /// Deeper than any project's folders.
  private static let maximumDepth = 64

  /// - Parameters:
  ///   - paths: files and folders; "-" is standard input and taken as it is.
  ///   - name: what standard input is called.
  /// - Returns: each file once, and what cannot be looked at. What links in folders lead to is taken where no other
  ///   path leads there.
  static func files(
    below paths: [String], standardInput name: String? = nil
  ) -> (found: [FoundFile], problems: [Problem]) {
    var found: [Found] = []
    var problems: [Problem] = []
    for path in paths {
      let status = path == "-" ? nil : status(of: path)
      if let status, status.st_mode & S_IFMT == S_IFDIR {
        walk(path, into: &found, problems: &problems)
      } else {
        let size = status.map { Int($0.st_size) } ?? 0
        let file = FoundFile(path: path, isNamed: true, size: size, givenName: path == "-" ? name : nil)
        found.append(Found(file: file, identity: status.map(Identity.init), isLinked: false))
      }
    }
    var known = Set(found.lazy.filter { !$0.isLinked }.compactMap(\.identity))
    var seen: Set<String> = []
    let files = found.filter { found in
      if found.isLinked, let identity = found.identity, !known.insert(identity).inserted { return false }
      return seen.insert(found.file.path).inserted
    }
    return (files.map(\.file), problems)
  }

  /// A file on disk, whatever paths lead to it.
  private struct Identity: Hashable {
    let device: dev_t
    let number: ino_t
    init(_ status: stat) { (device, number) = (status.st_dev, status.st_ino) }
  }

  private struct Found {
    let file: FoundFile
    let identity: Identity?
    /// Whether a link within a folder leads to it.
    let isLinked: Bool
  }

  private static func walk(_ root: String, into found: inout [Found], problems: inout [Problem]) {
    var open = [(path: root, depth: 0, isLinked: false)]
    // A link that leads to a folder above it would have no end.
    var linked = Set(status(of: root).map { [Identity($0)] } ?? [])
    while let (folder, depth, isFolderLinked) = open.popLast() {
      guard let names = names(in: folder) else {
        problems.append(Problem(path: folder, reason: String(cString: strerror(errno))))
        continue
      }
      let isMaildir = isMaildirFolder(folder)
      var folders: [(path: String, depth: Int, isLinked: Bool)] = []
      for name in names {
        let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
        guard let status = status(of: path) else {
          if name.unicodeScalars.contains("\u{FFFD}") { problems.append(Problem(path: path, reason: unreadableName)) }
          continue
        }
        let isLinked = isFolderLinked || isLink(path)
        if status.st_mode & S_IFMT == S_IFDIR {
          if isLinked, !linked.insert(Identity(status)).inserted { continue }
          if !isSkipped(name, among: names), depth < maximumDepth { folders.append((path, depth + 1, isLinked)) }
        } else if status.st_mode & S_IFMT == S_IFREG {
          let file = FoundFile(path: path, isNamed: false, size: Int(status.st_size), isOfMaildir: isMaildir)
          found.append(Found(file: file, identity: Identity(status), isLinked: isLinked))
        }
      }
      open += folders.reversed()
    }
  }

  private static let unreadableName = "its name is not UTF-8, so it is not looked at; rename it"

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

  /// A Maildir's `tmp` holds what is still being delivered (maildir(5)); it stands beside `cur` and `new`.
  private static func isSkipped(_ name: String, among names: [String]) -> Bool {
    skippedFolders.contains(name) || name == "tmp" && names.contains("cur") && names.contains("new")
  }

  /// Whether a folder is `cur` or `new` of a Maildir.
  private static func isMaildirFolder(_ folder: String) -> Bool {
    let siblings = ["cur": "new", "new": "cur"]
    guard let name = folder.split(separator: "/").last, let sibling = siblings[String(name)] else { return false }
    return status(of: "\(folder)/../\(sibling)").map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  /// Whether a path is a folder, links followed.
  static func isFolder(_ path: String) -> Bool { status(of: path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }

  /// Whether a path is a symbolic link itself.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether something is there; "-" always is.
  static func exists(_ path: String) -> Bool { path == "-" || status(of: path) != nil }

  /// Follows links; nil where there is nothing.
  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }
}
