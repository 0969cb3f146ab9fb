internal import Glibc

/// Paths as text: complete ones, with "/" between names.
enum FilePath {
  /// The folder of a path, without its last slash; "" for one without a folder.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last component.
  static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  static func join(_ folder: String, _ name: String) -> String {
    if folder.isEmpty { return name }
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// Without ".", "..", and doubled slashes, by the text alone: links are not followed. nil where it climbs above "/".
  static func normalised(_ path: String) -> String? {
    var names: [Substring] = []
    for name in path.split(separator: "/") where name != "." {
      if name != ".." {
        names.append(name)
      } else if names.popLast() == nil {
        return nil
      }
    }
    return "/" + names.joined(separator: "/")
  }

  /// Whether a path is a folder or lies below it; both complete and normalised.
  static func lies(_ path: String, in folder: String) -> Bool {
    folder == "/" || path == folder || path.hasPrefix(folder + "/")
  }

  /// The folder of a path and those above it, up to and with `top`; none if it does not lie in it.
  static func ancestors(of path: String, upTo top: String) -> [String] {
    var folder = folder(of: path)
    guard lies(folder, in: top) else { return [] }
    var result = [folder]
    while folder != top, folder != "/", !folder.isEmpty {
      folder = Self.folder(of: folder)
      result.append(folder)
    }
    return result
  }

  /// With all links followed; nil where nothing is there.
  static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The same for a file that need not be there yet, as one that comes by standard input: links are followed as far up as
  /// there are folders.
  /// - Parameter path: complete and normalised.
  static func resolved(_ path: String) -> String {
    if path == "/" { return path }
    if let real = real(path) { return real }
    return join(resolved(folder(of: path)), name(of: path))
  }
}
