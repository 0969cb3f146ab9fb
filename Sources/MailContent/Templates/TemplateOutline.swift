public import MailSyntax

/// What a template file says beyond its text: what it draws in, what it defines, and which of it depends on a
/// condition.
public struct TemplateOutline: Sendable {
  /// In file order.
  public var references: [TemplateReference] = []
  /// Names of the pieces that others draw in by name: Go's `define` and `block`.
  public var definitions: [String] = []
  /// Where pieces are defined that are rendered only where they are called: from behind `define` to before its end.
  public var definitionRanges: [OctetRange] = []
  /// Whether it has a place for the text of another file: `yield`, `{{{body}}}`, `@RenderBody()`.
  public var holdsPlaceForContent = false
  /// In order of their starts; those within others too.
  public var conditions: [TemplateCondition] = []

  /// Of a file that draws in nothing.
  public init() {}

  /// The innermost condition under which an octet is rendered; nil where it always is.
  /// - Complexity: O(n) in the conditions.
  public func condition(at offset: Int) -> TemplateCondition? {
    conditions.last { $0.range.contains(offset) }
  }

  /// Whether an octet stands in a piece that is rendered only where it is called.
  /// - Complexity: O(n) in the definitions.
  public func isInDefinition(_ offset: Int) -> Bool { definitionRanges.contains { $0.contains(offset) } }
}

/// A stretch of a template that is rendered under a condition, or in a loop that may have no turn.
public struct TemplateCondition: Sendable, Hashable {
  /// From behind the expression that opens it to before the one that closes it; one expression alone, where the
  /// condition stands within (`<%= link if x %>`).
  public let range: OctetRange
  /// The expression that states it, with its delimiters.
  public let statement: OctetRange
}

/// Another file, or a named piece, that a template is rendered together with.
public struct TemplateReference: Sendable, Hashable {
  public enum Kind: String, Sendable {
    /// It is rendered around this file: `extends`, `layout`, a component with this file's text inside.
    case layout
    /// It is rendered within this file.
    case partial
    /// A piece that some file of the set defines by name: Go's `template`.
    case definition
  }
  public let kind: Kind
  /// The names as written, without quotes: one, or several of which the first that exists counts. Where the name is
  /// made at run time, what is known of its beginning; empty where nothing is.
  public let names: [String]
  /// The expression or tag, in the file.
  public let range: OctetRange
  /// Whether the name is made when the template is rendered.
  public let isDynamic: Bool
  /// Whether the path counts from the folder of this file (`__DIR__`, `mj-include`).
  public let isRelative: Bool
  /// Whether it may as well mean something else, so that it counts only where a file of the name is found.
  public let isGuess: Bool

  public init(
    kind: Kind, names: [String], range: OctetRange, isDynamic: Bool = false, isRelative: Bool = false,
    isGuess: Bool = false
  ) {
    self.kind = kind
    self.names = names
    self.range = range
    self.isDynamic = isDynamic
    self.isRelative = isRelative
    self.isGuess = isGuess
  }
}

extension TemplateOutline {
  /// - Complexity: O(n) in octets.
  init(_ mask: TemplateMask, language: TemplateLanguage?, of written: Span<UInt8>) {
    var references = TemplateReferences(language: language)
    for found in mask.found { references.take(found, written) }
    MarkupReferences.find(in: written, language: language, into: &references)
    self = references.outline
    self.references.sort { $0.range.lowerBound < $1.range.lowerBound }
    let blocks = TemplateBlocks.read(mask.found, language: language, in: written)
    conditions = blocks.conditions
    definitionRanges = blocks.definitions
  }
}
