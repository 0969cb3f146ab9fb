internal import Glibc

/// Who owns a file and who may do what with it. Links are followed.
struct FileFacts: Sendable {
  let path: String
  let owner: uid_t
  let group: gid_t
  let size: Int
  private let mode: mode_t
  private let device: dev_t
  private let inode: ino_t

  /// Why nothing is known of a path, where there is something.
  static func isHidden(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 && errno == EACCES
  }

  /// nil where there is no such file, or the way to it is closed.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.path = path
    (owner, group, mode) = (status.st_uid, status.st_gid, status.st_mode)
    (size, device, inode) = (Int(status.st_size), status.st_dev, status.st_ino)
  }

  var isFolder: Bool { mode & S_IFMT == S_IFDIR }
  /// The bits for owner, group and others, set-id and sticky.
  var permissions: mode_t { mode & 0o7777 }
  /// As chmod(1) takes it: "0640".
  var permissionText: String {
    let digits = String(permissions, radix: 8)
    return String(repeating: "0", count: max(4 - digits.utf8.count, 0)) + digits
  }

  func isSameFile(as other: FileFacts) -> Bool { device == other.device && inode == other.inode }
}
