internal import Gateway
internal import MailContent
internal import MailSyntax
internal import Synchronization

/// The template files of a run, each read once however many others draw it in.
///
/// Bounded: beyond `maximumOctets` what was read is forgotten and read again when it is needed.
final class TemplateLibrary: Sendable {
  /// A layout of more than this is none.
  static let maximumFileOctets = 4 << 20
  /// The sources kept; what is read from them takes a few times as much.
  private static let maximumOctets = 64 << 20

  private struct Shelf {
    var files: [String: TemplateFile?] = [:]
    var octets = 0
  }
  private let shelf = Mutex(Shelf())
  private let kinds: TemplateKinds

  init(kinds: TemplateKinds) { self.kinds = kinds }

  /// The file at a complete path; nil where it cannot be read or is no template.
  func file(at path: String) -> TemplateFile? {
    if let known = shelf.withLock({ $0.files[path] }) { return known }
    let file = read(path)
    keep(file, at: path)
    return file
  }

  /// Forgets what was read: files may have changed.
  func forget() { shelf.withLock { $0 = Shelf() } }

  private func keep(_ file: TemplateFile?, at path: String) {
    let octets = file?.reading.bodies.first?.octets.count ?? 0
    shelf.withLock { shelf in
      guard shelf.files[path] == nil else { return }
      if shelf.octets + octets > Self.maximumOctets { shelf = Shelf() }
      shelf.files[path] = .some(file)
      shelf.octets += octets
    }
  }

  private func read(_ path: String) -> TemplateFile? {
    guard let file = try? FileReading.octets(of: path, limit: Self.maximumFileOctets) else { return nil }
    let text = DecodedText(file)
    return kinds.kind(ofPath: path, octets: text.octets).map { TemplateFile(path: path, kind: $0, text: text) }
  }
}
