internal import Gateway

/// Where the check runs: what paths are relative to, and how they are shown.
struct WorkingPlace: Sendable {
  /// The working directory, complete, with links followed; nil where it is gone.
  let folder: String?

  init(folder: String? = Host.workingFolder.flatMap(FilePath.real)) { self.folder = folder }

  /// A path as the user gave it, made complete; links are not followed.
  func complete(_ path: String) -> String? {
    if path.hasPrefix("/") { return FilePath.normalised(path) }
    return folder.flatMap { FilePath.normalised(FilePath.join($0, path)) }
  }

  /// A path relative to the working directory where it lies there, else as it is.
  func shown(_ path: String) -> String {
    guard let complete = complete(path), let folder else { return path }
    if complete == folder { return "." }
    return FilePath.lies(complete, in: folder)
      ? String(complete.dropFirst(folder == "/" ? 1 : folder.count + 1)) : complete
  }
}
