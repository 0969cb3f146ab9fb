import Linting
import Policy

/// The JSON Schema (draft 2020-12) of `presend check --format json`. A line of `--format jsonl` is one of its results
/// with `version` beside.
///
/// Keys may be added within a version, so unknown ones are allowed.
package enum CheckSchema {
  package static let json: String = {
    let root: [(String, JSONValue)] = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string("presend check --format json")),
    ]
    return JSONValue.object(root + object(report) + [("$defs", .object(definitions))]).indentedText + "\n"
  }()

  private typealias Property = (name: String, schema: JSONValue, says: String)

  private static let report: [Property] = [
    ("version", .object([("const", .integer(JSONReport.version))]), "of this format"),
    ("results", list(reference("result")), "one for each message and template, in the order of the files"),
    ("problems", list(type("string")), "what could not be checked and why, one line each"),
    ("summary", .object(object(summary)), "what all results together came to"),
  ]

  private static let definitions: [(String, JSONValue)] = [
    ("result", .object(object(result))), ("provision", .object(object(provision))),
    ("finding", .object(object(finding))), ("related", .object(object(related))),
    ("ignored", .object(object(ignored))),
  ]

  private static let summary: [Property] = [
    ("files", count, "messages and templates checked"),
    ("errors", count, "findings of that severity"),
    ("warnings", count, "findings of that severity"),
    ("notes", count, "findings of that severity"),
    ("ignored", count, "findings left out by a comment or the baseline; they count nowhere else"),
    ("durationSeconds", type("number"), "wall time of the check"),
  ]

  private static let result: [Property] = [
    ("path", type("string"), "as given or found; a message of a mailbox file has # and its number from 1 behind it"),
    ("kind", words(["message", "template"]), "what was checked"),
    ("language", type("string", "null"), "a template's language; null for mail"),
    ("class", words(MailClass.allCases.map(\.rawValue)), "the class of mail"),
    ("classEvidence", list(type("string")), "what the class was read from; never empty"),
    ("verdict", words(["accept", "rewrite", "hold", "reject", "tempfail"]), "what the gateway would do"),
    ("provisions", list(reference("provision")), "where a template meets what the rules demand; empty for mail"),
    ("findings", list(reference("finding")), "in the order of their places"),
    ("ignored", list(reference("ignored")), "what is not reported because a person said so; the verdict counts it"),
  ]

  private static let provision: [Property] = [
    ("rule", type("string"), "group/name"),
    ("found", words(["here", "via", "dynamic"]), "in it, in one it is rendered with, or perhaps in one not found"),
    ("path", type("string"), "the file where it stands"),
    ("line", position, "where it begins"),
    ("conditional", type("boolean"), "whether it is there under a condition only"),
  ]

  private static let finding: [Property] = [
    ("rule", type("string"), "group/name, for presend explain"),
    ("severity", words(Severity.allCases.map(\.rawValue)), "how much it weighs"),
    ("action", words(Action.allCases.map(\.rawValue)), "what the gateway does about it"),
    ("part", type("string", "null"), "the part of the message, as presend inspect numbers them; null in a template"),
    ("line", position, "where it begins"),
    ("column", position, "in Unicode scalars"),
    ("endLine", position, "where it ends"),
    ("endColumn", position, "of the place behind its last octet"),
    ("octetStart", count, "the same as octets of the file or message"),
    ("octetEnd", count, "the octet behind the last"),
    ("message", type("string"), "what is wrong, and the mend"),
    ("evidence", type("string"), "the text that shows it, cut"),
    ("recipients", list(type("string")), "whom it concerns; empty where it concerns everybody"),
    ("sources", list(type("string")), "what the rule rests on"),
    ("related", list(reference("related")), "other places that explain it"),
  ]

  private static let ignored: [Property] = [
    ("rule", type("string"), "group/name, for presend explain"),
    ("line", position, "where it begins"),
    ("ground", words(["comment", "baseline"]), "what leaves it out"),
    ("reason", type("string", "null"), "the comment's reason"),
  ]

  private static let related: [Property] = [
    ("path", type("string"), "the finding's own file, or another"),
    ("line", .object([("type", names(["integer", "null"])), ("minimum", .integer(1))]), "null where it is not known"),
    ("octetStart", optionalCount, "null in another file"),
    ("octetEnd", optionalCount, "null in another file"),
    ("message", type("string"), "what is to be seen there"),
  ]

  /// All of them are required.
  private static func object(_ properties: [Property]) -> [(String, JSONValue)] {
    let described = properties.map { property -> (String, JSONValue) in
      guard case .object(let shape) = property.schema else { preconditionFailure("every schema here is an object") }
      return (property.name, .object([("description", .string(property.says))] + shape))
    }
    return [
      ("type", .string("object")), ("required", names(properties.map(\.name))), ("properties", .object(described)),
    ]
  }

  private static let count: JSONValue = .object([("type", .string("integer")), ("minimum", .integer(0))])
  private static let optionalCount: JSONValue = .object([
    ("type", names(["integer", "null"])), ("minimum", .integer(0)),
  ])
  private static let position: JSONValue = .object([("type", .string("integer")), ("minimum", .integer(1))])

  private static func type(_ names: String...) -> JSONValue {
    .object([("type", names.count == 1 ? .string(names[0]) : self.names(names))])
  }
  private static func words(_ words: [String]) -> JSONValue { .object([("enum", names(words))]) }
  private static func list(_ element: JSONValue) -> JSONValue {
    .object([("type", .string("array")), ("items", element)])
  }
  private static func reference(_ name: String) -> JSONValue { .object([("$ref", .string("#/$defs/\(name)"))]) }
  private static func names(_ names: [String]) -> JSONValue { .array(names.map(JSONValue.string)) }
}
