internal import Configuration
internal import Linting
internal import MailContent

/// Language and format of a template.
struct TemplateKind: Sendable, Equatable {
  let language: TemplateLanguage
  let format: Body.Format
}

/// Tells the language of template files: as configured, else by name, else by content.
struct TemplateKinds: Sendable {
  private let configured: [(pattern: String, language: TemplateLanguage)]
  private let place: WorkingPlace

  init(_ settings: TemplateSettings, place: WorkingPlace) {
    configured = settings.languages.compactMap { pair in
      TemplateLanguage(rawValue: pair.value).map { (pair.key, $0) }
    }
    self.place = place
  }

  /// What the configuration says of a path, as the user gave it or complete.
  func configuredLanguage(ofPath path: String) -> TemplateLanguage? {
    guard !configured.isEmpty else { return nil }
    let shown = place.shown(path)
    return configured.first { Wildcard.matches(path: $0.pattern, shown) }?.language
  }

  /// - Returns: nil where neither configuration, name nor content make it a template.
  func kind(ofPath path: String, octets: [UInt8]) -> TemplateKind? {
    if let language = configuredLanguage(ofPath: path) {
      let format = TemplateFileName(FilePath.name(of: path))?.format ?? (language == .text ? .plain : .html)
      return TemplateKind(language: language, format: language == .text ? .plain : format)
    }
    guard case .template(let named, let format) = FileKind(name: FilePath.name(of: path), octets: octets) else {
      return nil
    }
    return TemplateKind(language: named ?? TemplateLanguage.detected(in: octets, format: format), format: format)
  }
}
