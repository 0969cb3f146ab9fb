/// What an element inherits of what decides whether a reader sees it: small and flat, since each element has one.
struct Shown: Sendable {
  private struct Traits: OptionSet, Sendable {
    let rawValue: UInt16
    static let hidden = Traits(rawValue: 1)
    static let invisible = Traits(rawValue: 2)
    static let unshown = Traits(rawValue: 4)
    static let quoted = Traits(rawValue: 8)
    static let preformatted = Traits(rawValue: 16)
    static let hasColour = Traits(rawValue: 32)
    static let hasBackground = Traits(rawValue: 64)
    static let backgroundIsUnknown = Traits(rawValue: 128)

    subscript(trait: Traits) -> Bool {
      get { contains(trait) }
      set { if newValue { insert(trait) } else { remove(trait) } }
    }
  }

  private var traits: Traits = []
  private var ownColour = Colour.white
  private var ownBackground = Colour.white
  /// In CSS pixels.
  var fontSize = Shown.defaultFontSize

  /// Not displayed, transparent, clipped or off-screen: nothing within can undo it.
  var isHidden: Bool {
    get { traits[.hidden] }
    set { traits[.hidden] = newValue }
  }
  /// `visibility: hidden`: an element within may undo it.
  var isInvisible: Bool {
    get { traits[.invisible] }
    set { traits[.invisible] = newValue }
  }
  /// The content of a title, script, style and the like.
  var isUnshown: Bool {
    get { traits[.unshown] }
    set { traits[.unshown] = newValue }
  }
  var isQuoted: Bool {
    get { traits[.quoted] }
    set { traits[.quoted] = newValue }
  }
  var isPreformatted: Bool {
    get { traits[.preformatted] }
    set { traits[.preformatted] = newValue }
  }
  /// The colour of the text; nil where it is undeclared or not understood.
  var colour: Colour? {
    get { traits[.hasColour] ? ownColour : nil }
    set {
      traits[.hasColour] = newValue != nil
      if let newValue { ownColour = newValue }
    }
  }
  var background: Background {
    get { traits[.backgroundIsUnknown] ? .unknown : traits[.hasBackground] ? .colour(ownBackground) : .undeclared }
    set {
      traits.remove([.backgroundIsUnknown, .hasBackground])
      switch newValue {
      case .undeclared: break
      case .unknown: traits.insert(.backgroundIsUnknown)
      case .colour(let colour):
        traits.insert(.hasBackground)
        ownBackground = colour
      }
    }
  }

  /// CSS Fonts Level 4 §2.5: `medium`.
  static let defaultFontSize = 16.0
  /// Text of at most this size is there for machines, not for readers.
  static let unreadableFontSize = 1.0

  /// What is behind the text.
  enum Background: Sendable, Hashable {
    /// Nobody has declared any.
    case undeclared
    /// One that cannot be compared with a colour: a picture, a gradient, a colour that is not understood.
    case unknown
    case colour(Colour)
  }

  /// Whether a picture or another box is not seen.
  var hidesBoxes: Bool { !traits.isDisjoint(with: [.hidden, .invisible, .unshown]) }
  /// Whether text is not seen.
  func hidesText(undeclaredIsWhite: Bool) -> Bool {
    if hidesBoxes || fontSize <= Self.unreadableFontSize { return true }
    guard let colour else { return false }
    if colour.alpha == 0 { return true }
    switch background {
    case .unknown: return false
    case .colour(let behind): return behind.alpha != 0 && colour.isIndistinguishable(from: behind)
    case .undeclared: return undeclaredIsWhite && colour.isIndistinguishable(from: .white)
    }
  }
}
