internal import Configuration
internal import Gateway
internal import Glibc

/// Where a baseline lies, and how files are named in it.
struct BaselineFile: Sendable {
  let path: String
  /// Paths count from the baseline's folder, so that they do not depend on where presend is started.
  private let folder: FolderPath

  init(_ path: String) {
    self.path = path
    folder = FolderPath(folder: path.lastIndex(of: "/").map { String(path[...$0]) } ?? ".")
  }

  /// A file's path as the baseline writes it.
  func name(of file: String) -> String { folder.relative(file) }

  /// Whether a file that the baseline names exists.
  func isThere(_ name: String) -> Bool { access(folder.absolute(name), F_OK) == 0 }

  /// The baseline with at most this many octets is read; each finding takes about 100.
  private static let maximumOctets = YAMLReader.maximumOctets

  func read() throws(ConfigurationError) -> Baseline {
    let octets: [UInt8]
    do {
      octets = try FileReading.octets(of: path, limit: Self.maximumOctets)
    } catch {
      throw ConfigurationError(
        file: path, problem: error.reason, mend: "write it with “presend baseline --output \(path) PATH…”")
    }
    return try Baseline.read(json: String(decoding: octets, as: UTF8.self), file: path)
  }
}
