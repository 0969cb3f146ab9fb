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
    if isNormal(path) { return path }
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

  /// Whether nothing is to be done: it begins with "/", does not end with it, and no name is empty, "." or "..". Most
  /// paths are so, and many are asked about.
  private static func isNormal(_ path: String) -> Bool {
    let slash = UInt8(ascii: "/")
    let dot = UInt8(ascii: ".")
    // Of the name that is being read; nil at the start of one.
    var isOfDots: Bool?
    var length = 0
    var isComplete = false
    for octet in path.utf8 {
      if octet == slash {
        if isComplete, isOfDots ?? true, length <= 2 { return false }
        (isOfDots, length, isComplete) = (nil, 0, true)
      } else {
        guard isComplete else { return false }
        isOfDots = octet == dot && isOfDots ?? true
        length += 1
      }
    }
    return isComplete && length > 0 && !(isOfDots == true && length <= 2)
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

  /// How many names two complete, normalised paths have in common at their start.
  static func commonFolders(_ left: String, _ right: String) -> Int {
    let slash = UInt8(ascii: "/")
    let (left, right) = (left.utf8, right.utf8)
    var count = 0
    var (first, second) = (left.startIndex, right.startIndex)
    while first != left.endIndex, second != right.endIndex, left[first] == right[second] {
      (first, second) = (left.index(after: first), right.index(after: second))
      let endsLeft = first == left.endIndex || left[first] == slash
      let endsRight = second == right.endIndex || right[second] == slash
      if endsLeft, endsRight, left[left.index(before: first)] != slash { count += 1 }
    }
    return count
  }

  /// With all links followed; nil where nothing is there.
  static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The same for a file that need not be there yet, as one that comes by standard input: links are followed as far up
  /// as there are folders.
  /// - Parameter path: complete and normalised.
  static func resolved(_ path: String) -> String {
    if path == "/" { return path }
    if let real = real(path) { return real }
    return join(resolved(folder(of: path)), name(of: path))
  }
}
