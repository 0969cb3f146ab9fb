internal import Configuration
internal import Gateway
internal import Linting
internal import MailContent
internal import MailSyntax
internal import Synchronization

/// The translations that the configuration names, and the texts in them that a template uses.
final class Catalogues: Sendable {
  /// A catalogue of more than this is no catalogue; real ones stay below 2 MB.
  private static let maximumOctets = 8 << 20
  /// Catalogues of a project: a language a file, times the parts of a program.
  private static let maximumFiles = 500

  private struct Catalogue: Sendable {
    let path: String
    let octets: [UInt8]
    /// Where the text of each key stands.
    let texts: [String: OctetRange]
  }

  private let patterns: [String]
  private let place: WorkingPlace
  private let known = Mutex<[Catalogue]?>(nil)

  init(_ settings: TemplateSettings, place: WorkingPlace) {
    patterns = settings.catalogues
    self.place = place
  }

  /// A companion for each catalogue that holds texts which a template names.
  /// - Parameter others: what it is rendered together with; their keys count too.
  func companions(of file: TemplateFile, with others: [TemplateFile] = []) -> [Companion] {
    guard !patterns.isEmpty else { return [] }
    let keys = ([file] + others).reduce(into: Set<String>()) { $0.formUnion(Self.keys(of: $1)) }
    guard !keys.isEmpty else { return [] }
    return catalogues().compactMap { catalogue in
      let ranges = keys.compactMap { catalogue.texts[$0] }
      guard !ranges.isEmpty else { return nil }
      return Companion(
        path: place.shown(catalogue.path), relation: .catalogue,
        reading: CatalogueText.reading(of: catalogue.octets, texts: ranges), reference: nil)
    }
  }

  /// What the expressions of a template name, as far as it may be a key. Rails' lazy keys (".unsubscribe") count from
  /// the template's own place.
  private static func keys(of file: TemplateFile) -> Set<String> {
    var keys: Set<String> = []
    let scope = scope(of: file.path)
    for expression in file.reading.bodies.flatMap(\.expressions) {
      for word in expression.words {
        keys.insert(word.hasPrefix(".") ? scope + word : word)
      }
    }
    return keys
  }

  /// `user_mailer.welcome` for `app/views/user_mailer/_welcome.html.erb`.
  private static func scope(of path: String) -> String {
    var folders = path.split(separator: "/").map(String.init)
    let name = String((folders.popLast() ?? "").prefix { $0 != "." })
    let top = folders.lastIndex { ConventionalFolders.names.contains($0) && !$0.contains("mailer") }
    let below = top.map { folders[($0 + 1)...] } ?? folders.suffix(1)
    return (below + [name.hasPrefix("_") ? String(name.dropFirst()) : name]).joined(separator: ".")
  }

  // MARK: Files

  private func catalogues() -> [Catalogue] {
    known.withLock { known in
      if let known { return known }
      let read = paths().prefix(Self.maximumFiles).compactMap(Self.read)
      known = read
      return read
    }
  }

  private func paths() -> [String] {
    var seen: Set<String> = []
    return patterns.flatMap { Self.paths(of: $0, place: place) }.filter { seen.insert($0).inserted }
  }

  /// The files that a pattern names; one without a star names itself, whether it exists or not.
  static func paths(of pattern: String, place: WorkingPlace) -> [String] {
    guard let complete = place.complete(pattern) else { return [] }
    guard let star = complete.firstIndex(of: "*") else { return [complete] }
    let folder = FilePath.folder(of: String(complete[..<star]))
    return FileFinder.files(below: [folder]).found.map(\.path).filter { Wildcard.matches(path: complete, $0) }
  }

  /// The extensions of the catalogues that can be read.
  static let fileExtensions = ["po", "pot", "yml", "yaml", "json", "xlf", "xliff", "properties"]

  /// Whether a file is of a kind that can be read.
  static func isKnown(_ path: String) -> Bool {
    path.split(separator: ".").last.map { fileExtensions.contains(String($0)) } ?? false
  }

  private static func read(_ path: String) -> Catalogue? {
    guard let octets = try? FileReading.octets(of: path, limit: maximumOctets) else { return nil }
    let entries: [CatalogueEntry]
    switch path.split(separator: ".").last {
    case "po", "pot": entries = GettextCatalogue.entries(in: octets)
    case "yml", "yaml": entries = YAMLCatalogue.entries(in: octets)
    case "json": entries = JSONCatalogue.entries(in: octets)
    case "xlf", "xliff": entries = XLIFFCatalogue.entries(in: octets)
    case "properties": entries = PropertiesCatalogue.entries(in: octets)
    default: return nil
    }
    let texts = Dictionary(entries.map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first })
    return Catalogue(path: path, octets: octets, texts: texts)
  }
}

/// One text of a catalogue.
struct CatalogueEntry: Sendable, Hashable {
  /// Nested keys joined by dots.
  let key: String
  /// Where the text stands in the file, without quotes; escapes as they are written.
  let text: OctetRange
}
