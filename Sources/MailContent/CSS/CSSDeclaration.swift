import MailSyntax

/// A declaration that says something about what a reader sees.
struct CSSDeclaration: Sendable {
  /// The properties that decide whether something is seen, and how large it is.
  enum Property: UInt8, CaseIterable, Sendable {
    case display, visibility, opacity, fontSize, font, width, height, minWidth, minHeight, maxWidth, maxHeight
    case overflow, color, background, backgroundColor, backgroundImage, position, left, top, right, bottom, textIndent
    case marginLeft, marginTop, msoHide, clip, clipPath, whiteSpace, transform

    /// Its place in a set of them.
    var bit: UInt32 { 1 << UInt32(rawValue) }

    /// All of them by their names; who looks up many keeps a copy, since each access to a global checks that it is
    /// there.
    static let table: HTMLNameTable<Property> = {
      let names: [(String, Property)] = [
        ("display", .display), ("visibility", .visibility), ("opacity", .opacity), ("font-size", .fontSize),
        ("font", .font), ("width", .width), ("height", .height), ("min-width", .minWidth), ("min-height", .minHeight),
        ("max-width", .maxWidth), ("max-height", .maxHeight), ("overflow", .overflow), ("color", .color),
        ("background", .background), ("background-color", .backgroundColor), ("background-image", .backgroundImage),
        ("position", .position), ("left", .left), ("top", .top), ("right", .right), ("bottom", .bottom),
        ("text-indent", .textIndent), ("margin-left", .marginLeft), ("margin-top", .marginTop),
        ("mso-hide", .msoHide), ("clip", .clip), ("clip-path", .clipPath), ("white-space", .whiteSpace),
        ("transform", .transform),
      ]
      return HTMLNameTable(names)
    }()
  }

  /// The keywords that decide whether something is seen.
  enum Keyword: UInt8, Sendable {
    case none, hidden, collapse, all, clip, absolute, fixed, pre, preWrap, preLine, breakSpaces
    /// Any other word.
    case other

    private static let table = HTMLNameTable<Keyword>([
      ("none", .none), ("hidden", .hidden), ("collapse", .collapse), ("all", .all), ("clip", .clip),
      ("absolute", .absolute), ("fixed", .fixed), ("pre", .pre), ("pre-wrap", .preWrap), ("pre-line", .preLine),
      ("break-spaces", .breakSpaces),
    ])

    init(_ name: HTMLName) { self = Self.table[name] ?? .other }
  }

  enum Value: Sendable, Hashable {
    case keyword(Keyword)
    /// CSS pixels.
    case pixels(Double)
    /// A multiple of the parent's: `em`, `%` as 1/100.
    case relative(Double)
    case number(Double)
    case colour(Colour)
    /// A background that is no plain colour.
    case picture
    /// One that is not understood.
    case other
  }

  let property: Property
  let value: Value
  /// The greater wins; among equals the later. CSS Cascade Level 4 §6.1: importance, then specificity, then order.
  var priority: Int

  static let important = 1 << 40
  /// A style attribute wins over every selector.
  static let inline = 1 << 30
}
