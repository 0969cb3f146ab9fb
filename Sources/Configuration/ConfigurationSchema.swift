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
    case .text(let format): text(format)
    case .boolean: .object([("type", .string("boolean"))])
    case .integer(let range): number(range)
    case .size(let range): quantity(range, pattern: "^[0-9]+ ?([KMG]iB)?$")
    case .duration(let range): quantity(range, pattern: "^[0-9]+ ?[smhd]?$")
    case .word(let words): .object([("enum", .array(words.map(JSON.string)))])
    case .number(let numbers): .object([("enum", .array(numbers.map(JSON.number)))])
    case .list(let element): .object([("type", .string("array")), ("items", schema(element, rules: rules))])
    case .mapping(let keys): object(keys, rules: rules)
    case .map(let element):
      .object([("type", .string("object")), ("additionalProperties", schema(element, rules: rules))])
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

  private static func text(_ format: TextFormat) -> JSON {
    var result: [(String, JSON)] = [("type", .string("string")), ("minLength", .number(1))]
    if let pattern = format.schemaPattern { result.append(("pattern", .string(pattern))) }
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
    guard let ids = rules.ids else {
      return .object([("type", .string("object")), ("additionalProperties", rule(numbers: []))])
    }
    return .object([
      ("type", .string("object")),
      ("properties", .object(ids.map { ($0.description, rule(numbers: rules.numbers(of: $0) ?? [])) })),
      ("additionalProperties", .bool(false)),
    ])
  }

  /// An action alone, or a mapping; inside of it the same again per class.
  private static func rule(numbers: [String]) -> JSON {
    let numberKeys = numbers.map {
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
