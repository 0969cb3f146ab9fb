internal import Glibc
internal import Synchronization

/// What folders hold, each asked for once: looking for an include means asking for many files that are not there.
final class FolderNames: Sendable {
  /// What a folder holds, "." and ".." aside.
  struct Content: Sendable {
    var names: Set<String> = []
    /// Those of the names that are folders, not links to folders.
    var folders: Set<String> = []
    var links: Set<String> = []
  }

  /// Folders remembered; far more than a project has near its templates.
  private static let maximumFolders = 20_000
  /// Names remembered of one folder; a larger one holds no templates that anybody includes by name.
  private static let maximumNames = 10_000

  private let known = Mutex<[String: Content]>([:])

  /// The names in a folder; none where it is none or cannot be read.
  func names(in folder: String) -> Set<String> { content(of: folder).names }

  /// The same with the kinds of what is there.
  func content(of folder: String) -> Content {
    if let content = known.withLock({ $0[folder] }) { return content }
    // What fails for want of descriptors or memory may go well the next time.
    guard let content = Self.read(folder) else { return Content() }
    known.withLock { known in
      if known.count >= Self.maximumFolders { known.removeAll() }
      known[folder] = content
    }
    return content
  }

  func holds(_ path: String) -> Bool { names(in: FilePath.folder(of: path)).contains(FilePath.name(of: path)) }

  /// - Returns: nil where the failure is one of this moment.
  private static func read(_ folder: String) -> Content? {
    guard let directory = opendir(folder) else {
      return [EMFILE, ENFILE, ENOMEM, EINTR].contains(errno) ? nil : Content()
    }
    defer { closedir(directory) }
    var content = Content()
    while content.names.count < maximumNames, let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      content.names.insert(name)
      switch Int(entry.pointee.d_type) {
      case DT_DIR: content.folders.insert(name)
      case DT_LNK: content.links.insert(name)
      // Some file systems do not say.
      case DT_UNKNOWN:
        let path = FilePath.join(folder, name)
        if FileFinder.isLink(path) {
          content.links.insert(name)
        } else if FileFinder.isFolder(path) {
          content.folders.insert(name)
        }
      default: break
      }
    }
    return content
  }
}
