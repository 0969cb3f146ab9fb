/// What the declarations that apply to one element say, the winners chosen.
struct ElementStyle: Sendable {
  private(set) var isHidden = false
  private(set) var isInvisible: Bool?
  private(set) var isPreformatted: Bool?
  private(set) var fontSize: CSSDeclaration.Value?
  private(set) var colour: CSSDeclaration.Value?
  private(set) var background: CSSDeclaration.Value?
  /// The least declared width and height in CSS pixels.
  private(set) var width: Double?
  private(set) var height: Double?

  var isQuoted = false
  var isUnshown = false

  /// How far to the left or top, in CSS pixels, a thing must be moved to count as off-screen.
  static let offScreen = -500.0
  /// Below this share nothing can be made out.
  static let transparent = 0.05

  private static let none = HTMLName("none")
  private static let hidden = HTMLName("hidden")
  private static let collapse = HTMLName("collapse")
  private static let all = HTMLName("all")
  private static let clip = HTMLName("clip")
  private static let absolute = HTMLName("absolute")
  private static let fixed = HTMLName("fixed")
  private static let preformatted: Set<HTMLName> = [
    HTMLName("pre"), HTMLName("pre-wrap"), HTMLName("pre-line"), HTMLName("break-spaces"),
  ]

  init() {}

  /// - Parameters:
  ///   - declarations: all that apply; the winners are chosen by priority, then by order.
  ///   - hasHiddenAttribute: HTML standard §6.1: as good as `display: none` in the user agent's style sheet.
  ///   - isOutsideOutlook: whether Outlook does not read this, so that `mso-hide` says nothing.
  init(_ declarations: [CSSDeclaration], hasHiddenAttribute: Bool, isOutsideOutlook: Bool) {
    guard !declarations.isEmpty else {
      isHidden = hasHiddenAttribute
      return
    }
    let winners = Winners(declarations)
    isHidden = winners[.display].map { $0 == .keyword(Self.none) } ?? hasHiddenAttribute
    isHidden = isHidden || Self.isClippedAway(winners) || Self.isOffScreen(winners)
    if !isOutsideOutlook, winners[.msoHide] == .keyword(Self.all) { isHidden = true }
    switch winners[.opacity] {
    case .number(let share)?, .relative(let share)?: if share < Self.transparent { isHidden = true }
    default: break
    }
    if case .keyword(let name)? = winners[.visibility] { isInvisible = name == Self.hidden || name == Self.collapse }
    if case .keyword(let name)? = winners[.whiteSpace] { isPreformatted = Self.preformatted.contains(name) }
    fontSize = winners.later(.fontSize, .font)
    colour = winners[.color]
    background = winners.later(.background, .backgroundColor)
    if winners[.backgroundImage] == .picture { background = .picture }
    width = winners.leastPixels(.width, .maxWidth, minimum: .minWidth)
    height = winners.leastPixels(.height, .maxHeight, minimum: .minHeight)
  }

  /// `max-height: 0`, a size of nothing with its overflow hidden, `clip`, `clip-path` or `transform` to nothing.
  private static func isClippedAway(_ winners: Winners) -> Bool {
    if let height = winners.pixels(.maxHeight), height <= Shown.unreadableFontSize { return true }
    if winners[.clip] == .number(0) || winners[.clipPath] == .number(0) || winners[.transform] == .number(0) {
      return true
    }
    guard winners[.overflow] == .keyword(hidden) || winners[.overflow] == .keyword(clip) else { return false }
    func isNothing(_ property: CSSDeclaration.Property) -> Bool {
      winners.pixels(property).map { $0 <= Shown.unreadableFontSize } ?? false
    }
    return isNothing(.width) || isNothing(.height) || isNothing(.maxWidth)
  }

  private static func isOffScreen(_ winners: Winners) -> Bool {
    let isPositioned = winners[.position] == .keyword(absolute) || winners[.position] == .keyword(fixed)
    func isFarOff(_ property: CSSDeclaration.Property) -> Bool {
      winners.pixels(property).map { $0 <= offScreen } ?? false
    }
    if isFarOff(.textIndent) || isFarOff(.marginLeft) { return true }
    return isPositioned
      && (isFarOff(.left) || isFarOff(.top) || isFarOff(.right) || isFarOff(.bottom) || isFarOff(.marginTop))
  }

  /// What the element's content inherits.
  func shown(within outer: Shown) -> Shown {
    var shown = outer
    shown.isHidden = outer.isHidden || isHidden
    shown.isInvisible = isInvisible ?? outer.isInvisible
    shown.isUnshown = outer.isUnshown || isUnshown
    shown.isQuoted = outer.isQuoted || isQuoted
    shown.isPreformatted = isPreformatted ?? outer.isPreformatted
    switch fontSize {
    case .pixels(let size)?: shown.fontSize = size
    case .relative(let factor)?: shown.fontSize = outer.fontSize * factor
    case .number(let size)? where size == 0: shown.fontSize = 0
    case .keyword?: shown.fontSize = Shown.defaultFontSize
    default: break
    }
    switch colour {
    case .colour(let value)?: shown.colour = value
    case .some: shown.colour = nil
    case nil: break
    }
    switch background {
    case .colour(let value)?: if value.alpha != 0 { shown.background = .colour(value) }
    case .picture?: shown.background = .unknown
    case .keyword?, .other?, nil: break
    case .some: shown.background = .unknown
    }
    return shown
  }

  mutating func setColour(attribute octets: [UInt8]) {
    if colour == nil { colour = Colour(attribute: octets).map { .colour($0) } }
  }

  mutating func setBackground(attribute octets: [UInt8]) {
    if background == nil { background = Colour(attribute: octets).map { .colour($0) } ?? .picture }
  }

  mutating func setBackgroundPicture() { background = .picture }
  mutating func setPreformatted() { isPreformatted = isPreformatted ?? true }
}

/// The declaration that wins for each property.
private struct Winners {
  private let declarations: [CSSDeclaration]
  private var present: UInt64 = 0

  init(_ declarations: [CSSDeclaration]) {
    self.declarations = declarations
    for declaration in declarations { present |= Self.bit(declaration.property) }
  }

  private static func bit(_ property: CSSDeclaration.Property) -> UInt64 { 1 << UInt64(property.rawValue) }

  subscript(property: CSSDeclaration.Property) -> CSSDeclaration.Value? {
    index(of: property).map { declarations[$0].value }
  }

  /// The place of the winner: the greatest priority, and of those the last.
  private func index(of property: CSSDeclaration.Property) -> Int? {
    guard present & Self.bit(property) != 0 else { return nil }
    var best: Int?
    for (index, declaration) in declarations.enumerated() where declaration.property == property {
      if let held = best, declarations[held].priority > declaration.priority { continue }
      best = index
    }
    return best
  }

  /// Of a shorthand and its longhand, the one that counts.
  func later(_ first: CSSDeclaration.Property, _ second: CSSDeclaration.Property) -> CSSDeclaration.Value? {
    guard let one = index(of: first) else { return self[second] }
    guard let other = index(of: second) else { return declarations[one].value }
    let winner = (declarations[one].priority, one) > (declarations[other].priority, other) ? one : other
    return declarations[winner].value
  }

  func pixels(_ property: CSSDeclaration.Property) -> Double? {
    switch self[property] {
    case .pixels(let length)?: length
    case .number(let number)?: number
    default: nil
    }
  }

  /// A minimum of 0 is the initial value and says nothing.
  func leastPixels(
    _ first: CSSDeclaration.Property, _ second: CSSDeclaration.Property, minimum: CSSDeclaration.Property
  ) -> Double? {
    var least = pixels(first)
    if let length = pixels(second) { least = min(least ?? length, length) }
    if let length = pixels(minimum), length > 0 { least = min(least ?? length, length) }
    return least
  }
}
