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
    /// The last of its classes; nil where it has none.
    private(set) var lastClass: UInt64?
    /// Those before the last: few selectors have any.
    private(set) var otherClasses: [UInt64] = []

    mutating func addClass(_ key: UInt64) {
      if let lastClass { otherClasses.append(lastClass) }
      lastClass = key
    }

    /// CSS Selectors Level 4 §17, in the places of `CSSDeclaration.priority`.
    var specificity: Int {
      let classes = otherClasses.count + (lastClass == nil ? 0 : 1)
      return (identifier == nil ? 0 : 1) << 26 | min(classes, 15) << 22 | (element == nil ? 0 : 1) << 20
    }
    /// The name under which the rule is looked for.
    var key: UInt64 { identifier ?? lastClass ?? element.map { Self.elementKey($0) } ?? Self.universal }

    func matches(_ element: HTMLName, _ identifier: UInt64?, _ classes: [UInt64]) -> Bool {
      if let own = self.element, own != element { return false }
      if let own = self.identifier, own != identifier { return false }
      if let lastClass, !classes.contains(lastClass) { return false }
      return otherClasses.allSatisfy { classes.contains($0) }
    }

    static let universal: UInt64 = 0
    static func elementKey(_ name: HTMLName) -> UInt64 { name.key &* 0x9e37_79b9_7f4a_7c15 | 1 }

    /// A class or id by its octets, which count case.
    static func nameKey(_ range: OctetRange, isIdentifier: Bool, in octets: Span<UInt8>) -> UInt64 {
      var hash: UInt64 = isIdentifier ? 0xcbf2_9ce4_8422_2327 : 0xcbf2_9ce4_8422_2325
      for index in range { hash = (hash ^ UInt64(octets[index])) &* 0x100_0000_01b3 }
      return hash & ~1
    }

    static func nameKey(_ octets: [UInt8], isIdentifier: Bool) -> UInt64 {
      nameKey(0..<octets.count, isIdentifier: isIdentifier, in: octets.span)
    }
  }

  private struct Rule: Sendable {
    let compound: Compound
    let declarations: Range<Int>
  }

  private var rules: [Rule] = []
  private var declarations: [CSSDeclaration] = []
  private var rulesByKey = RuleIndex()
  /// Whether a rule applies whatever an element's name.
  private var hasUniversalRule = false
  /// Whether a background is set by a selector that was left out: then no background can be taken for the page's white.
  var hasUnmatchedBackground = false
  private(set) var isComplete = true

  var isEmpty: Bool { rules.isEmpty }

  mutating func add(_ compounds: [Compound], _ facts: [CSSDeclaration]) {
    guard !facts.isEmpty, !compounds.isEmpty else { return }
    let range = declarations.count..<(declarations.count + facts.count)
    declarations += facts
    for compound in compounds {
      guard rules.count < Self.maximumRules,
        rulesByKey.append(compound.key, atMost: Self.maximumRulesPerName)
      else {
        isComplete = false
        return
      }
      rules.append(Rule(compound: compound, declarations: range))
      if compound.key == Compound.universal { hasUniversalRule = true }
    }
  }

  /// Whether a rule may apply to an element without class and id.
  func mayApply(toBare element: HTMLName) -> Bool {
    !rules.isEmpty && (hasUniversalRule || rulesByKey.contains(Compound.elementKey(element)))
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
    rulesByKey.forEach(key) { index in
      guard rules[index].compound.matches(element, identifier, classes) else { return }
      let precedence = rules[index].compound.specificity + min(index, 1 << 20 - 1)
      for place in rules[index].declarations {
        var declaration = declarations[place]
        declaration.priority += precedence
        found.append(declaration)
      }
    }
  }
}
