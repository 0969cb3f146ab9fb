import MailSyntax

/// The rules of all style sheets of a document whose selectors are simple: an element, a class, an id, or one compound
/// of them. Others (descendants, attributes, pseudo-classes) are left out, so that nothing is called hidden on a guess.
struct StyleSheet: Sendable {
  /// The most rules kept: the longest real mail has about 1,500.
  static let maximumRules = 20_000
  /// The most rules tried for one class, id or element name.
  static let maximumRulesPerName = 64

  /// One compound selector.
  struct Compound: Sendable {
    var element: HTMLName?
    var identifier: UInt64?
    var classes: [UInt64] = []

    /// CSS Selectors Level 4 §17, in the places of `CSSDeclaration.priority`.
    var specificity: Int {
      (identifier == nil ? 0 : 1) << 26 | min(classes.count, 15) << 22 | (element == nil ? 0 : 1) << 20
    }
    /// The name under which the rule is looked for.
    var key: UInt64 { identifier ?? classes.last ?? element.map { Self.elementKey($0) } ?? Self.universal }

    static let universal: UInt64 = 0
    static func elementKey(_ name: HTMLName) -> UInt64 { name.key &* 0x9e37_79b9_7f4a_7c15 | 1 }
    /// A class or id by its octets, which count case.
    static func nameKey(_ octets: some Sequence<UInt8>, isIdentifier: Bool) -> UInt64 {
      var hash: UInt64 = isIdentifier ? 0xcbf2_9ce4_8422_2327 : 0xcbf2_9ce4_8422_2325
      for octet in octets { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01b3 }
      return hash & ~1
    }
  }

  private struct Rule: Sendable {
    let compound: Compound
    let declarations: Range<Int>
  }

  private var rules: [Rule] = []
  private var declarations: [CSSDeclaration] = []
  private var rulesByKey: [UInt64: [Int]] = [:]
  /// Whether a background is set by a selector that was left out: then no background can be taken for the page's white.
  var hasUnmatchedBackground = false
  private(set) var isComplete = true

  var isEmpty: Bool { rules.isEmpty }

  mutating func add(_ compounds: [Compound], _ facts: [CSSDeclaration]) {
    guard !facts.isEmpty else { return }
    let range = declarations.count..<(declarations.count + facts.count)
    declarations += facts
    for compound in compounds {
      guard rules.count < Self.maximumRules, rulesByKey[compound.key, default: []].count < Self.maximumRulesPerName
      else {
        isComplete = false
        return
      }
      rulesByKey[compound.key, default: []].append(rules.count)
      rules.append(Rule(compound: compound, declarations: range))
    }
  }

  /// Appends the declarations that apply to an element, each with its priority.
  func apply(
    to element: HTMLName, identifier: UInt64?, classes: [UInt64], into found: inout [CSSDeclaration]
  ) {
    append(Compound.universal, element, identifier, classes, &found)
    append(Compound.elementKey(element), element, identifier, classes, &found)
    for name in classes { append(name, element, identifier, classes, &found) }
    if let identifier { append(identifier, element, identifier, classes, &found) }
  }

  private func append(
    _ key: UInt64, _ element: HTMLName, _ identifier: UInt64?, _ classes: [UInt64], _ found: inout [CSSDeclaration]
  ) {
    guard let candidates = rulesByKey[key] else { return }
    for index in candidates {
      let compound = rules[index].compound
      guard compound.element == nil || compound.element == element,
        compound.identifier == nil || compound.identifier == identifier,
        compound.classes.allSatisfy({ classes.contains($0) })
      else { continue }
      for declaration in declarations[rules[index].declarations] {
        var declaration = declaration
        declaration.priority += compound.specificity + min(index, 1 << 20 - 1)
        found.append(declaration)
      }
    }
  }
}
