internal import Glibc
internal import MailContent

/// The names by which other files would draw in one of some templates: where none of them stands in a file, that file
/// need not be read closely to know that it draws in none of them.
struct MentionedNames: Sendable {
  /// Looking for more names one by one would take longer than reading closely.
  private static let maximumNames = 16
  /// Names of a folder's own file, which others call by the folder.
  private static let folderFiles: Set<String> = ["index", "default"]

  /// nil where everything may name one.
  private let names: Set<String>?

  init(of files: [TemplateFile]) {
    var names: Set<String> = []
    for file in files {
      // A name may leave out what stands behind its first dot, and the mark of a partial.
      let stem = FilePath.name(of: file.path).drop { $0 == "_" }.prefix { $0 != "." }
      names.insert(String(stem))
      if Self.folderFiles.contains(stem.lowercased()) {
        names.insert(FilePath.name(of: FilePath.folder(of: file.path)))
      }
      names.formUnion(file.outline.definitions)
    }
    self.names = names.count > Self.maximumNames || names.contains("") ? nil : names
  }

  /// Whether a file may name one of the templates.
  /// - Complexity: O(n) in octets, for each name.
  func mayStand(in octets: [UInt8]) -> Bool {
    guard let names else { return true }
    // Two octets for each letter.
    if octets.starts(with: [0xFF, 0xFE]) || octets.starts(with: [0xFE, 0xFF]) { return true }
    return names.contains { Self.stands(Array($0.utf8), in: octets) }
  }

  private static func stands(_ name: [UInt8], in octets: [UInt8]) -> Bool {
    guard let first = name.first else { return true }
    return octets.withUnsafeBytes { octets in
      guard let base = octets.baseAddress else { return false }
      var index = 0
      while index + name.count <= octets.count,
        let found = memchr(base + index, Int32(first), octets.count - name.count - index + 1)
      {
        if memcmp(found, name, name.count) == 0 { return true }
        index = UnsafeRawPointer(found) - base + 1
      }
      return false
    }
  }
}
