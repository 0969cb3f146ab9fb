internal import Gateway
internal import Glibc

/// Puts other content in the place of a file: whole or not at all, with its rights and owner, and only if nobody has
/// changed it meanwhile.
struct FileReplacement {
  /// Why a file is left as it is.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  /// The folder that was given to be checked; files outside of it are not written.
  let root: FolderRoot

  /// - Parameters:
  ///   - path: where links are followed, but not out of the root.
  ///   - known: what was read and judged.
  func replace(_ path: String, known: [UInt8], with octets: [UInt8]) throws(Refusal) {
    guard let target = FolderPath.real(path), root.contains(target) else {
      throw Refusal(description: "a link leads out of what was given to be checked")
    }
    var status = stat()
    guard stat(target, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Refusal(description: "it is no regular file any more")
    }
    let temporary = "\(target).presend-\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.refusal() }
    defer { close(descriptor) }
    do throws(Refusal) {
      try write(octets, to: descriptor, like: status)
      // As late as can be: what somebody saved since it was read is not to be lost.
      guard let now = try? FileReading.octets(of: target, limit: FileReading.maximumCheckedOctets), now == known else {
        throw Refusal(description: "it was changed since it was read; run presend again")
      }
      guard rename(temporary, target) == 0 else { throw Self.refusal() }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private func write(_ octets: [UInt8], to descriptor: Int32, like status: stat) throws(Refusal) {
    if status.st_uid != geteuid() || status.st_gid != getegid(),
      fchown(descriptor, status.st_uid, status.st_gid) != 0
    {
      throw Refusal(description: "it belongs to somebody else, and would not any more")
    }
    // Behind fchown, which takes set-id bits away.
    guard fchmod(descriptor, status.st_mode & 0o7777) == 0 else { throw Self.refusal() }
    do { try WholeWrite.write(octets, to: descriptor) } catch { throw Refusal(description: "\(error)") }
    guard fsync(descriptor) == 0 else { throw Self.refusal() }
  }

  private static func refusal() -> Refusal { Refusal(description: String(cString: strerror(errno))) }
}

/// A folder that files may be written below.
struct FolderRoot: Sendable, Hashable {
  /// Links resolved, with a final slash.
  private let folder: String

  /// - Parameter path: a folder, or a file, whose folder then counts.
  init(_ path: String) {
    var status = stat()
    let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    let above = isFolder ? path : path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let real = FolderPath.real(above) ?? above
    folder = real.hasSuffix("/") ? real : real + "/"
  }

  /// - Parameter target: links resolved.
  func contains(_ target: String) -> Bool { target.hasPrefix(folder) }
}
