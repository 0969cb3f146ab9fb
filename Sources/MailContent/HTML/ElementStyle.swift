/// What the declarations that apply to one element say, the winners chosen, and what else its tag says of how it is
/// shown: flat, since each element has one.
struct ElementStyle: Sendable {
  /// What is so or not.
  struct Effects: OptionSet, Sendable {
    let rawValue: UInt32
    static let hidden = Effects(rawValue: 1)
    /// `mso-hide: all`, which only Outlook reads.
    static let hiddenFromOutlook = Effects(rawValue: 2)
    /// `visibility`: neither of both where it says nothing.
    static let invisible = Effects(rawValue: 4)
    static let visible = Effects(rawValue: 8)
    /// `white-space`: neither of both where it says nothing.
    static let preformatted = Effects(rawValue: 16)
    static let collapsing = Effects(rawValue: 32)
    /// Its content is no text for a reader.
    static let unshown = Effects(rawValue: 64)
    /// Its content is an earlier message.
    static let quoted = Effects(rawValue: 128)
    /// What follows it is an earlier message.
    static let separating = Effects(rawValue: 256)
    /// `fontSize` counts, in pixels or as a multiple of what is inherited.
    static let sized = Effects(rawValue: 512)
    static let sizedRelatively = Effects(rawValue: 1024)
    /// A colour is declared: `colour`, or one that is not understood.
    static let coloured = Effects(rawValue: 2048)
    static let colourIsUnknown = Effects(rawValue: 4096)
    /// A background is declared: `background`, or one that cannot be compared, or what changes nothing.
    static let hasBackground = Effects(rawValue: 8192)
    static let backgroundIsUnknown = Effects(rawValue: 16384)
    static let backgroundIsUnchanged = Effects(rawValue: 32768)
  }

  private(set) var effects: Effects = []
  private var colour = Colour.white
  private var background = Colour.white
  private var fontSize = 0.0
  /// The least declared width and height in CSS pixels.
  private(set) var width: Double?
  private(set) var height: Double?

  /// How far to the left or top, in CSS pixels, a thing must be moved to count as off-screen.
  static let offScreen = -500.0
  /// Below this share nothing can be made out.
  static let transparent = 0.05

  init() {}

  /// - Parameters:
  ///   - declarations: all that apply; the winners are chosen by priority, then by order.
  ///   - hasHiddenAttribute: HTML standard §6.1: as good as `display: none` in the user agent's style sheet.
  init(_ declarations: [CSSDeclaration], hasHiddenAttribute: Bool) {
    guard !declarations.isEmpty else {
      if hasHiddenAttribute { effects.insert(.hidden) }
      return
    }
    let winners = Winners(declarations)
    if winners.has(Self.hiding) ? Self.isHidden(winners, hasHiddenAttribute) : hasHiddenAttribute {
      effects.insert(.hidden)
    }
    if winners.isKeyword(.msoHide, .all) { effects.insert(.hiddenFromOutlook) }
    if case .keyword(let word)? = winners[.visibility] {
      effects.insert(word == .hidden || word == .collapse ? .invisible : .visible)
    }
    if case .keyword(let word)? = winners[.whiteSpace] {
      let keepsLines = word == .pre || word == .preWrap || word == .preLine || word == .breakSpaces
      effects.insert(keepsLines ? .preformatted : .collapsing)
    }
    setFontSize(winners.later(.fontSize, .font))
    if let value = winners[.color] { setColour(value) }
    if winners[.backgroundImage] == .picture {
      setBackgroundPicture()
    } else if let value = winners.later(.background, .backgroundColor) {
      setBackground(value)
    }
    if winners.has(Self.sizing) {
      width = winners.leastPixels(.width, .maxWidth, minimum: .minWidth)
      height = winners.leastPixels(.height, .maxHeight, minimum: .minHeight)
    }
  }

  /// The properties without which nothing is hidden, and those without which there is no size.
  private static var hiding: UInt32 {
    typealias Property = CSSDeclaration.Property
    return Property.display.bit | Property.opacity.bit | Property.maxHeight.bit | Property.clip.bit
      | Property.clipPath.bit | Property.transform.bit | Property.overflow.bit | Property.textIndent.bit
      | Property.marginLeft.bit | Property.position.bit
  }
  private static var sizing: UInt32 {
    typealias Property = CSSDeclaration.Property
    return Property.width.bit | Property.maxWidth.bit | Property.minWidth.bit | Property.height.bit
      | Property.maxHeight.bit | Property.minHeight.bit
  }

  private mutating func setFontSize(_ value: CSSDeclaration.Value?) {
    switch value {
    case .pixels(let size)?: fontSize = size
    case .number(let size)? where size == 0: fontSize = 0
    case .keyword?: fontSize = Shown.defaultFontSize
    case .relative(let factor)?:
      fontSize = factor
      effects.insert(.sizedRelatively)
    default: return
    }
    effects.insert(.sized)
  }

  private mutating func setColour(_ value: CSSDeclaration.Value) {
    effects.insert(.coloured)
    if case .colour(let colour) = value { self.colour = colour } else { effects.insert(.colourIsUnknown) }
  }

  private mutating func setBackground(_ value: CSSDeclaration.Value) {
    effects.insert(.hasBackground)
    switch value {
    case .colour(let colour) where colour.alpha != 0: background = colour
    case .colour, .keyword, .other: effects.insert(.backgroundIsUnchanged)
    default: effects.insert(.backgroundIsUnknown)
    }
  }

  mutating func add(_ more: Effects) { effects.formUnion(more) }

  private static func isHidden(_ winners: Winners, _ hasHiddenAttribute: Bool) -> Bool {
    if winners[.display].map({ $0 == .keyword(.none) }) ?? hasHiddenAttribute { return true }
    if isClippedAway(winners) || isOffScreen(winners) { return true }
    switch winners[.opacity] {
    case .number(let share)?, .relative(let share)?: return share < transparent
    default: return false
    }
  }

  /// `max-height: 0`, a size of nothing with its overflow hidden, `clip`, `clip-path` or `transform` to nothing.
  private static func isClippedAway(_ winners: Winners) -> Bool {
    if let height = winners.pixels(.maxHeight), height <= Shown.unreadableFontSize { return true }
    if winners[.clip] == .number(0) || winners[.clipPath] == .number(0) || winners[.transform] == .number(0) {
      return true
    }
    guard winners.isKeyword(.overflow, .hidden) || winners.isKeyword(.overflow, .clip) else { return false }
    func isNothing(_ property: CSSDeclaration.Property) -> Bool {
      winners.pixels(property).map { $0 <= Shown.unreadableFontSize } ?? false
    }
    return isNothing(.width) || isNothing(.height) || isNothing(.maxWidth)
  }

  private static func isOffScreen(_ winners: Winners) -> Bool {
    let isPositioned = winners.isKeyword(.position, .absolute) || winners.isKeyword(.position, .fixed)
    func isFarOff(_ property: CSSDeclaration.Property) -> Bool {
      winners.pixels(property).map { $0 <= offScreen } ?? false
    }
    if isFarOff(.textIndent) || isFarOff(.marginLeft) { return true }
    return isPositioned
      && (isFarOff(.left) || isFarOff(.top) || isFarOff(.right) || isFarOff(.bottom) || isFarOff(.marginTop))
  }

  /// What the element's content inherits.
  func shown(within outer: Shown) -> Shown {
    guard !effects.isEmpty else { return outer }
    var shown = outer
    if effects.contains(.hidden) { shown.isHidden = true }
    if effects.contains(.invisible) { shown.isInvisible = true }
    if effects.contains(.visible) { shown.isInvisible = false }
    if effects.contains(.unshown) { shown.isUnshown = true }
    if effects.contains(.quoted) { shown.isQuoted = true }
    if effects.contains(.preformatted) { shown.isPreformatted = true }
    if effects.contains(.collapsing) { shown.isPreformatted = false }
    if effects.contains(.sized) {
      shown.fontSize = effects.contains(.sizedRelatively) ? outer.fontSize * fontSize : fontSize
    }
    if effects.contains(.coloured) { shown.colour = effects.contains(.colourIsUnknown) ? nil : colour }
    if effects.contains(.hasBackground), !effects.contains(.backgroundIsUnchanged) {
      shown.background = effects.contains(.backgroundIsUnknown) ? .unknown : .colour(background)
    }
    return shown
  }

  // MARK: Attributes that are as good as style; a declaration wins over them

  mutating func setColour(attribute octets: Span<UInt8>) {
    if !effects.contains(.coloured), let value = Colour(attribute: octets) { setColour(.colour(value)) }
  }

  mutating func setBackground(attribute octets: Span<UInt8>) {
    if !effects.contains(.hasBackground) { setBackground(Colour(attribute: octets).map { .colour($0) } ?? .picture) }
  }

  mutating func setBackgroundPicture() {
    effects.formUnion([.hasBackground, .backgroundIsUnknown])
    effects.remove(.backgroundIsUnchanged)
  }

  mutating func setPreformatted() {
    if !effects.contains(.collapsing) { effects.insert(.preformatted) }
  }
}

/// The declaration that wins for each property.
private struct Winners {
  private let declarations: [CSSDeclaration]
  /// The place of the winner of each property, -1 where none is declared: the greatest priority, and of those the last.
  private var places = InlineArray<32, Int>(repeating: -1)
  private var declared: UInt32 = 0

  init(_ declarations: [CSSDeclaration]) {
    self.declarations = declarations
    for index in declarations.indices {
      let property = declarations[index].property
      let held = places[Int(property.rawValue)]
      if held < 0 || declarations[held].priority <= declarations[index].priority {
        places[Int(property.rawValue)] = index
      }
      declared |= property.bit
    }
  }

  /// Whether one of some properties is declared.
  func has(_ properties: UInt32) -> Bool { declared & properties != 0 }

  subscript(property: CSSDeclaration.Property) -> CSSDeclaration.Value? {
    guard has(property.bit) else { return nil }
    return declarations[places[Int(property.rawValue)]].value
  }

  func isKeyword(_ property: CSSDeclaration.Property, _ wanted: CSSDeclaration.Keyword) -> Bool {
    if case .keyword(let word)? = self[property] { word == wanted } else { false }
  }

  /// Of a shorthand and its longhand, the one that counts.
  func later(_ first: CSSDeclaration.Property, _ second: CSSDeclaration.Property) -> CSSDeclaration.Value? {
    let one = places[Int(first.rawValue)]
    let other = places[Int(second.rawValue)]
    guard one >= 0 else { return self[second] }
    guard other >= 0 else { return declarations[one].value }
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
