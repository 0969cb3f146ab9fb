/// What an element inherits of what decides whether a reader sees it.
struct Shown: Sendable {
  /// Not displayed, transparent, clipped or off-screen: nothing within can undo it.
  var isHidden = false
  /// `visibility: hidden`: an element within may undo it.
  var isInvisible = false
  /// The content of a title, script, style and the like.
  var isUnshown = false
  /// In CSS pixels.
  var fontSize = Shown.defaultFontSize
  var colour: Colour?
  var background = Background.undeclared
  var isQuoted = false
  var isPreformatted = false

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
  var hidesBoxes: Bool { isHidden || isInvisible || isUnshown }
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
