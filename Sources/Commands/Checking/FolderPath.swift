internal import Glibc

/// Names files from one folder on, whatever folder the program was started in.
struct FolderPath: Sendable {
  /// Links resolved, without a final slash; empty for the root of the file system.
  private let folder: String

  init(folder: String) {
    let real = Self.real(folder) ?? folder
    self.folder = real.hasSuffix("/") ? String(real.dropLast()) : real
  }

  /// A path from the folder on; of a file elsewhere, and of standard input, the path as given.
  func relative(_ path: String) -> String {
    guard path != "-" else { return path }
    // A link counts where it lies, not where it leads.
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let above = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard let real = Self.real(above) else { return path }
    let whole = real == "/" ? "/" + name : "\(real)/\(name)"
    return whole.hasPrefix(folder + "/") ? String(whole.dropFirst(folder.utf8.count + 1)) : path
  }

  func absolute(_ name: String) -> String { name.hasPrefix("/") ? name : "\(folder)/\(name)" }

  static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
