internal import Gateway
internal import Glibc

/// Paths as the repository that is worked in knows them, for reports that are read elsewhere: code scanning,
/// annotations.
struct RepositoryPath: Sendable {
  /// The nearest folder from the working folder upwards that is the root of a repository, else the working folder; with
  /// a final slash, links resolved.
  let root: String
  private let workingFolder: String

  init(workingFolder: String? = Host.workingFolder) {
    let folder = workingFolder.flatMap(Self.resolved) ?? "/"
    self.workingFolder = folder
    var candidate = folder[...]
    while !candidate.isEmpty, access("\(candidate)/.git", F_OK) != 0 {
      candidate = candidate[..<(candidate.lastIndex(of: "/") ?? candidate.startIndex)]
    }
    let found = candidate.isEmpty ? folder[...] : candidate
    root = found == "/" ? "/" : found + "/"
  }

  /// Relative to the root, links resolved; absolute where it is elsewhere. Standard input stays "-", and what is no
  /// file by itself (a message of a mailbox) is taken as written.
  func callAsFunction(_ path: String) -> String {
    if path == "-" { return path }
    let written =
      path.hasPrefix("/") ? path : "\(workingFolder)/\(path.hasPrefix("./") ? String(path.dropFirst(2)) : path)"
    let whole = Self.resolved(path) ?? written
    return whole.hasPrefix(root) ? String(whole.dropFirst(root.count)) : whole
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
