import MailContent
import MailSyntax
import Policy

/// Finds template tags that were left in rendered text: `{{ name }}`, `*|FNAME|*`, `%VORNAME%`, `[[name]]` …
struct UnrenderedTags {
  private let matcher: PhraseMatcher
  private let field: Int?

  /// - Parameter rule: its phrases "field" are the names that tags have.
  init(_ rule: Rule) {
    matcher = PhraseMatcher(rule)
    field = matcher.set(named: "field")
  }

  /// Those of the pack, as it was built in.
  static let builtIn = UnrenderedTags(RulePacks.builtIn.first { $0.check == .unrenderedTag }!)

  /// A tag is short; what is longer is text between brackets.
  private static let maximumOctets = 120
  /// Delimiters that hardly anybody writes for another reason.
  private static let strong: [([UInt8], [UInt8])] = pairs([
    ("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("*|", "|*"), ("%%", "%%"), ("##", "##"), ("${", "}"), ("#{", "}"),
    ("[[", "]]"),
  ])
  /// Those that text has too; a tag then is nothing but the name of a field in capitals.
  private static let weak: [([UInt8], [UInt8])] = pairs([("%", "%"), ("[", "]"), ("{", "}")])

  private static func pairs(_ texts: [(String, String)]) -> [([UInt8], [UInt8])] {
    texts.map { (Array($0.utf8), Array($1.utf8)) }
  }

  /// The ranges of the tags, in order, not overlapping.
  /// - Complexity: O(n).
  /// - Parameter isLenient: whether only what nobody but a template writes counts: people write each other of variables
  ///   of programs, too.
  func find(in octets: [UInt8], isLenient: Bool = false) -> [OctetRange] {
    var found: [OctetRange] = []
    var index = 0
    while let next = Self.openers.first(in: octets.span, from: index) {
      index = next
      guard let tag = tag(at: index, in: octets, isLenient) else {
        index += 1
        continue
      }
      found.append(tag)
      index = tag.upperBound
    }
    return found
  }

  /// Whether a sign that begins tags stands in it; told without the names that fields have.
  static func mayHold(_ octets: [UInt8]) -> Bool { openers.first(in: octets.span, from: 0) != nil }

  private static let openers = SignSearch("{<*%#$[")

  private func tag(at start: Int, in octets: [UInt8], _ isLenient: Bool) -> OctetRange? {
    for (open, close) in Self.strong where octets.span.holds(open, at: start) {
      let isVariable = open.last == UInt8(ascii: "{") && open[0] != UInt8(ascii: "{")
      if isVariable, isLenient { return nil }
      guard let end = Self.end(of: close, from: start + open.count, in: octets) else { return nil }
      let content = (start + open.count)..<(end - close.count)
      // "${HOME}" is a variable of the shell.
      if isVariable, Self.isConstant(octets[content]) { return nil }
      return Self.isExpression(octets[content]) && names(octets, content) ? start..<end : nil
    }
    if isLenient { return nil }
    for (open, close) in Self.weak where octets[start] == open[0] {
      guard let end = Self.end(of: close, from: start + 1, in: octets) else { return nil }
      let content = (start + 1)..<(end - 1)
      return Self.isConstant(octets[content]) && names(octets, content, wholly: true) ? start..<end : nil
    }
    return nil
  }

  /// Behind the closing delimiter; nil where it is not near.
  private static func end(of close: [UInt8], from start: Int, in octets: [UInt8]) -> Int? {
    let limit = min(octets.count, start + maximumOctets)
    var index = start
    while index + close.count <= limit, octets[index] != 0x0A {
      if octets.span.holds(close, at: index) { return index > start ? index + close.count : nil }
      index += 1
    }
    return nil
  }

  /// Names, dots, filters and strings, as in `contact.first_name | default: 'customer'`.
  private static func isExpression(_ content: ArraySlice<UInt8>) -> Bool {
    content.allSatisfy { $0 >= 0x20 && $0 < 0x7F && !"{}<>*\\".utf8.contains($0) }
  }

  /// Capitals, digits and underscores.
  private static func isConstant(_ content: ArraySlice<UInt8>) -> Bool {
    content.count > 2 && content.allSatisfy { $0 == 0x5F || $0 &- 0x30 < 10 || $0 &- 0x41 < 26 }
  }

  /// Whether a name that fields have stands in it, or it is one.
  private func names(_ octets: [UInt8], _ content: OctetRange, wholly: Bool = false) -> Bool {
    let hits = matcher.hits(in: octets, range: content, style: .identifier).hits.filter { $0.set == field }
    return wholly ? hits.contains { $0.range == content } : !hits.isEmpty
  }
}
