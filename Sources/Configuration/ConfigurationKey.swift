/// One key of presend.yml: what it may hold and what it means. Reading, the JSON Schema and the documentation all come
/// from the same table (`ConfigurationKey.root`), so that none of them can lag behind.
struct ConfigurationKey: Sendable {
  /// What a value may be.
  indirect enum Shape: Sendable {
    case text(TextFormat)
    case boolean
    /// A whole number.
    case integer(ClosedRange<Int>)
    /// Octets, a number alone or with KiB, MiB, GiB.
    case size(ClosedRange<Int>)
    /// Seconds, a number alone or with s, m, h, d.
    case duration(ClosedRange<Int>)
    case word([String])
    case number([Int])
    case list(Shape)
    case mapping([ConfigurationKey])
    /// Keys that the writer chooses, to values of one shape.
    case map(Shape)
    /// Rule ids to `Action` or to a mapping; `ruleKeys` has its keys.
    case rules
  }

  let name: String
  let shape: Shape
  /// One sentence without a full stop.
  let says: String
  var isRequired = false

  init(_ name: String, _ shape: Shape, _ says: String, isRequired: Bool = false) {
    self.name = name
    self.shape = shape
    self.says = says
    self.isRequired = isRequired
  }
}

extension [ConfigurationKey] {
  var names: [String] { map(\.name) }
}
