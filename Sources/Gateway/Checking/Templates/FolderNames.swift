internal import Glibc
internal import Synchronization

/// What folders hold, each asked for once: looking for an include means asking for many files that are not there.
final class FolderNames: Sendable {
  /// Folders remembered; far more than a project has near its templates.
  private static let maximumFolders = 20_000
  /// Names remembered of one folder; a larger one holds no templates that anybody includes by name.
  private static let maximumNames = 10_000

  private let known = Mutex<[String: Set<String>]>([:])

  /// The names in a folder; none where it is none or cannot be read.
  func names(in folder: String) -> Set<String> {
    if let names = known.withLock({ $0[folder] }) { return names }
    let names = Self.read(folder)
    known.withLock { known in
      if known.count >= Self.maximumFolders { known.removeAll() }
      known[folder] = names
    }
    return names
  }

  func holds(_ path: String) -> Bool { names(in: FilePath.folder(of: path)).contains(FilePath.name(of: path)) }

  private static func read(_ folder: String) -> Set<String> {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: Set<String> = []
    while names.count < maximumNames, let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.insert(name) }
    }
    return names
  }
}
