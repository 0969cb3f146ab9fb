/// Reads the section `templates:`.
struct TemplateSettingsReader {
  /// What relative folders are relative to; empty for the working directory, else with its last slash.
  let folder: String

  func templates(_ node: YAMLReader) throws(ConfigurationError) -> TemplateSettings {
    let map = try node.mapping(keys: ConfigurationKey.templates.names)
    var result = TemplateSettings()
    if let value = map["roots"] { result.roots = try paths(value) }
    if let value = map["aliases"] {
      result.aliases = try pairs(value, .line) { entry throws(ConfigurationError) in try entry.path(in: folder) }
    }
    if let value = map["layouts"] { result.layouts = try texts(value, .pathPattern) }
    if let value = map["partials"] { result.partials = try texts(value, .pathPattern) }
    if let value = map["languages"] {
      result.languages = try pairs(value, .pathPattern) { entry throws(ConfigurationError) in
        let name = try entry.string()
        guard TemplateSettings.languageNames.contains(name) else {
          throw entry.unknown("language", name, known: TemplateSettings.languageNames)
        }
        return name
      }
    }
    if let value = map["catalogues"] { result.catalogues = try paths(value) }
    return result
  }

  private func texts(_ node: YAMLReader, _ format: TextFormat) throws(ConfigurationError) -> [String] {
    var result: [String] = []
    for element in try node.sequence() { result.append(try element.text(format)) }
    return result
  }

  private func paths(_ node: YAMLReader) throws(ConfigurationError) -> [String] {
    var result: [String] = []
    for element in try node.sequence() { result.append(try element.path(in: folder)) }
    return result
  }

  private func pairs(
    _ node: YAMLReader, _ format: TextFormat, _ read: (YAMLReader) throws(ConfigurationError) -> String
  ) throws(ConfigurationError) -> [TemplateSettings.Pair] {
    var result: [TemplateSettings.Pair] = []
    for (key, value) in try node.entries() {
      result.append(TemplateSettings.Pair(key: try key.text(format), value: try read(value)))
    }
    return result
  }
}
