internal import Policy

/// The JSON Schema (draft 2020-12) of presend.yml, for editors: made from the table that reading uses.
package enum ConfigurationSchema {
  /// - Parameter rules: the rules that may be named; each gets an entry with its numbers.
  package static func json(rules: KnownRules) -> String {
    var schema: [(String, JSON)] = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string("presend.yml")),
    ]
    guard case .object(let root) = object(ConfigurationKey.root, rules: rules) else { preconditionFailure() }
    schema += root
    return JSON.object(schema).text(indent: 0) + "\n"
  }

  /// The nesting is that of the table, not of any input.
  private static func schema(_ shape: ConfigurationKey.Shape, rules: KnownRules) -> JSON {
    switch shape {
    case .text: .object([("type", .string("string")), ("minLength", .number(1))])
    case .boolean: .object([("type", .string("boolean"))])
    case .integer(let range): number(range)
    case .size(let range): quantity(range, pattern: "^[0-9]+ ?([KMG]iB)?$")
    case .duration(let range): quantity(range, pattern: "^[0-9]+ ?[smhd]?$")
    case .word(let words): .object([("enum", .array(words.map(JSON.string)))])
    case .number(let numbers): .object([("enum", .array(numbers.map(JSON.number)))])
    case .list(let element): .object([("type", .string("array")), ("items", schema(element, rules: rules))])
    case .mapping(let keys): object(keys, rules: rules)
    case .rules: ruleMap(rules)
    }
  }

  private static func object(_ keys: [ConfigurationKey], rules: KnownRules) -> JSON {
    let properties = keys.map { key -> (String, JSON) in
      guard case .object(let shape) = schema(key.shape, rules: rules) else { preconditionFailure() }
      return (key.name, .object([("description", .string(key.says))] + shape))
    }
    var result: [(String, JSON)] = [
      ("type", .string("object")), ("properties", .object(properties)), ("additionalProperties", .bool(false)),
    ]
    let required = keys.filter(\.isRequired).map { JSON.string($0.name) }
    if !required.isEmpty { result.append(("required", .array(required))) }
    return .object(result)
  }

  private static func number(_ range: ClosedRange<Int>) -> JSON {
    .object([
      ("type", .string("integer")), ("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound)),
    ])
  }

  private static func quantity(_ range: ClosedRange<Int>, pattern: String) -> JSON {
    let text = JSON.object([("type", .string("string")), ("pattern", .string(pattern))])
    return .object([("anyOf", .array([number(range), text]))])
  }

  private static func ruleMap(_ rules: KnownRules) -> JSON {
    guard let numbers = rules.numbers else {
      return .object([("type", .string("object")), ("additionalProperties", rule(numbers: []))])
    }
    let sorted = numbers.sorted { $0.key < $1.key }
    return .object([
      ("type", .string("object")),
      ("properties", .object(sorted.map { ($0.key.description, rule(numbers: $0.value)) })),
      ("additionalProperties", .bool(false)),
    ])
  }

  /// An action alone, or a mapping; inside of it the same again per class.
  private static func rule(numbers: Set<String>) -> JSON {
    let numberKeys = numbers.sorted().map {
      ConfigurationKey($0, .integer(RuleSettingsReader.numbers), "a number of this rule")
    }
    let keys = ConfigurationKey.rule + numberKeys
    let action = schema(.word(ConfigurationKey.actions), rules: .any)
    let perClass = JSON.object([("anyOf", .array([action, object(keys, rules: .any)]))])
    guard case .object(var whole) = object(keys, rules: .any), case .object(var properties) = whole[1].1 else {
      preconditionFailure("object(_:rules:) puts the properties second")
    }
    properties += ConfigurationKey.classNames.map { ($0, perClass) }
    whole[1].1 = .object(properties)
    return .object([("anyOf", .array([action, .object(whole)]))])
  }
}

/// As much of JSON as a schema needs, with keys in order.
indirect enum JSON: Sendable {
  case string(String)
  case number(Int)
  case bool(Bool)
  case array([JSON])
  case object([(String, JSON)])

  /// Indented by two spaces a level; lists of scalars stand in one line.
  func text(indent: Int) -> String {
    let margin = String(repeating: " ", count: indent + 2)
    let end = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .string(let text): return Self.quoted(text)
    case .number(let number): return String(number)
    case .bool(let flag): return String(flag)
    case .array(let elements):
      let isFlat = elements.allSatisfy { if case .object = $0 { false } else { true } }
      if isFlat { return "[" + elements.map { $0.text(indent: indent) }.joined(separator: ", ") + "]" }
      return "[\n" + elements.map { margin + $0.text(indent: indent + 2) }.joined(separator: ",\n") + end + "]"
    case .object(let pairs):
      if pairs.isEmpty { return "{}" }
      let lines = pairs.map { margin + Self.quoted($0.0) + ": " + $0.1.text(indent: indent + 2) }
      return "{\n" + lines.joined(separator: ",\n") + end + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
