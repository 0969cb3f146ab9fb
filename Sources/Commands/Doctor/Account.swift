internal import Glibc

/// A user of the machine, and what the permission bits of files allow it. Access control lists are not looked at.
struct Account: Sendable {
  let id: uid_t
  /// The login name, or "uid 1000" where there is none.
  let name: String
  private let groups: Set<gid_t>

  /// More groups than any account here has.
  private static let maximumGroups = 1_024

  init(_ id: uid_t) {
    self.id = id
    guard let entry = getpwuid(id) else {
      name = "uid \(id)"
      groups = []
      return
    }
    name = String(cString: entry.pointee.pw_name)
    var list = [gid_t](repeating: 0, count: Self.maximumGroups)
    var count = Int32(list.count)
    groups = getgrouplist(name, entry.pointee.pw_gid, &list, &count) >= 0 ? Set(list.prefix(Int(count))) : []
  }

  /// What may be asked for; values are the bits for everybody else.
  enum Right: mode_t {
    case read = 4
    case write = 2
    /// To run a program, or to go through a folder.
    case pass = 1
  }

  /// Whether the bits of the file itself allow it.
  func may(_ right: Right, _ file: FileFacts) -> Bool {
    if id == 0 { return right != .pass || file.isFolder || file.permissions & 0o111 != 0 }
    if file.owner == id { return file.permissions >> 6 & right.rawValue != 0 }
    if groups.contains(file.group) { return file.permissions >> 3 & right.rawValue != 0 }
    return file.permissions & right.rawValue != 0
  }

  /// The first folder on the way to a path that the account may not go through; nil where the way is free.
  func obstacle(onTheWayTo path: String) -> String? {
    var folder = ""
    for name in path.split(separator: "/").dropLast() {
      folder += "/" + name
      if let facts = FileFacts(of: folder), !may(.pass, facts) { return folder }
    }
    return nil
  }
}
