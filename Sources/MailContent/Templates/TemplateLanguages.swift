/// The template languages whose delimiters need a hint that the file is written in them at all.
struct TemplateLanguages: OptionSet, Sendable {
  let rawValue: UInt8
  /// Laravel's Blade: `@if(…)`, where `@` also stands in mail addresses and CSS.
  static let blade = TemplateLanguages(rawValue: 1)
  /// Apache Velocity: `#if(…)`, `$name`, where `#` and `$` also stand for colours and money.
  static let velocity = TemplateLanguages(rawValue: 2)
  /// Razor: `@Model.Name`.
  static let razor = TemplateLanguages(rawValue: 4)
  /// FreeMarker: `<#if x>`, `<@macro>`.
  static let freemarker = TemplateLanguages(rawValue: 8)
  /// Thymeleaf: `#{key}`, `@{link}`, `~{fragment}`, `[[…]]`, in attributes and text.
  static let thymeleaf = TemplateLanguages(rawValue: 16)
  /// Smarty and Fluid: braces within braces, and `{* … *}`.
  static let nestedBraces = TemplateLanguages(rawValue: 32)
  /// HAML: lines that begin with `=` or `-`, and `#{…}`.
  static let haml = TemplateLanguages(rawValue: 64)
  /// HEEx: components as elements whose names begin with a dot.
  static let components = TemplateLanguages(rawValue: 128)

  /// What a language that is known has of them.
  init(_ language: TemplateLanguage) {
    switch language {
    case .blade: self = .blade
    case .velocity: self = .velocity
    case .razor: self = .razor
    case .freemarker: self = .freemarker
    case .thymeleaf: self = .thymeleaf
    case .smarty, .fluid: self = .nestedBraces
    case .haml: self = .haml
    case .heex: self = .components
    default: self = []
    }
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  private static let bladeMarks: [StaticString] = [
    "extends(", "section(", "component(", "foreach(", "if(", "include(", "lang(", "yield(", "endif", "slot(", "php",
    "isset(", "unless(", "empty(", "endforeach", "endcomponent",
  ]
  private static let velocityMarks: [StaticString] = ["set(", "if(", "foreach(", "end", "parse("]

  /// Looks for directives that only these languages have.
  init(_ octets: Span<UInt8>) {
    var found: TemplateLanguages = []
    for index in 0..<octets.count {
      switch octets[index] {
      case UInt8(ascii: "@") where !found.contains(.blade) && (index == 0 || !octets[index - 1].isASCIIAlphanumeric):
        if Self.bladeMarks.contains(where: { Self.holds(octets, $0, index + 1) }) { found.insert(.blade) }
      case UInt8(ascii: "{") where octets.hasPrefix("{!!", at: index, to: octets.count): found.insert(.blade)
      case Octet.hash where !found.contains(.velocity) && (index == 0 || octets[index - 1].isHTMLSpace):
        if Self.velocityMarks.contains(where: { Self.holds(octets, $0, index + 1) }) { found.insert(.velocity) }
      default: break
      }
    }
    self = found
  }

  /// Whether a directive stands at an index, white space before its parenthesis allowed.
  private static func holds(_ octets: Span<UInt8>, _ mark: StaticString, _ index: Int) -> Bool {
    let length = mark.utf8CodeUnitCount
    let hasParenthesis = mark.utf8Start[length - 1] == UInt8(ascii: "(")
    let name = hasParenthesis ? length - 1 : length
    for offset in 0..<name {
      guard index + offset < octets.count, octets[index + offset] == mark.utf8Start[offset] else { return false }
    }
    var after = index + name
    guard hasParenthesis else { return after == octets.count || !octets[after].isASCIIAlphanumeric }
    while after < octets.count, octets[after] == Octet.space { after += 1 }
    return after < octets.count && octets[after] == UInt8(ascii: "(")
  }
}
