/// A mapping that was read with `YAMLReader.mapping(keys:)`.
package struct YAMLMapping {
  /// The mapping itself, for errors about it as a whole.
  package let at: YAMLReader
  private let values: [String: YAMLReader]

  init(at: YAMLReader, values: [String: YAMLReader]) {
    self.at = at
    self.values = values
  }

  /// The value of a key; nil where the key is missing or has no value.
  package subscript(key: String) -> YAMLReader? {
    guard let value = values[key], !value.isNull else { return nil }
    return value
  }

  /// The value of a key that must be there.
  package func required(_ key: String) throws(ConfigurationError) -> YAMLReader {
    guard let value = self[key] else {
      let place = at.path.isEmpty ? "" : " in “\(at.path)”"
      throw at.error("“\(key)” is missing\(place)", mend: "add “\(key):” here")
    }
    return value
  }
}
