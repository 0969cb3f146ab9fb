import MailSyntax

/// Reads the value of a declaration that matters to what a reader sees.
enum CSSValueReader {
  /// - Parameter tokens: those behind the colon, `!important` removed.
  static func value(
    of property: CSSDeclaration.Property, _ tokens: Span<CSSToken>, in octets: Span<UInt8>
  ) -> CSSDeclaration.Value {
    switch property {
    case .background, .backgroundColor, .backgroundImage, .color: return colour(tokens, in: octets)
    case .font: return fontSize(tokens, in: octets)
    case .clip, .clipPath, .transform: return hidingFunction(tokens, in: octets)
    default:
      for index in tokens.indices where tokens[index].kind != .space { return simple(tokens[index], in: octets) }
      return .other
    }
  }

  private static func simple(_ token: CSSToken, in octets: Span<UInt8>) -> CSSDeclaration.Value {
    switch token.kind {
    case .ident: .keyword(CSSDeclaration.Keyword(CSSText.name(token.content, in: octets)))
    case .number: .number(token.number)
    case .percentage: .relative(token.number / 100)
    case .dimension: length(token, in: octets)
    default: .other
    }
  }

  /// CSS Values Level 4 §6: absolute lengths in pixels, font-relative ones as multiples.
  private static func length(_ token: CSSToken, in octets: Span<UInt8>) -> CSSDeclaration.Value {
    let unit = CSSText.name(token.content, in: octets)
    if let pixels = pixelsPerUnit[unit] { return .pixels(token.number * pixels) }
    if let ems = emsPerUnit[unit] { return .relative(token.number * ems) }
    return token.number == 0 ? .pixels(0) : .other
  }

  private static let pixelsPerUnit = HTMLNameTable([
    ("px", 1.0), ("pt", 4.0 / 3), ("pc", 16.0), ("in", 96.0), ("cm", 96 / 2.54), ("mm", 9.6 / 2.54), ("q", 2.4 / 2.54),
    ("rem", 16.0),
  ])
  private static let emsPerUnit = HTMLNameTable([("em", 1.0), ("ex", 0.5), ("ch", 0.5)])

  /// The first colour of a value; a picture or gradient makes the background unknown.
  private static func colour(_ tokens: Span<CSSToken>, in octets: Span<UInt8>) -> CSSDeclaration.Value {
    var found = CSSDeclaration.Value.other
    for index in tokens.indices {
      let token = tokens[index]
      switch token.kind {
      case .url: return .picture
      case .hash:
        if let colour = Colour(hex: token.content, in: octets) { found = .colour(colour) }
      case .ident:
        let name = CSSText.name(token.content, in: octets)
        if let colour = Colour(name: name) {
          found = .colour(colour)
        } else if !colourlessWords.contains(name) {
          return .picture
        }
      case .function:
        let name = CSSText.name(token.content, in: octets)
        guard name == rgb || name == rgba else { return .picture }
        if let colour = functionalColour(tokens.extracting((index + 1)..<tokens.count)) { found = .colour(colour) }
      default: break
      }
    }
    return found
  }

  /// Words of a background that name no colour; any other may name one, so that it is not known.
  private static let colourlessWords: Set<HTMLName> = Set(
    [
      "none", "inherit", "initial", "unset", "revert", "repeat", "no-repeat", "repeat-x", "repeat-y", "round", "space",
      "scroll", "fixed", "local", "center", "top", "bottom", "left", "right", "auto", "cover", "contain", "border-box",
      "padding-box", "content-box",
    ].map { HTMLName($0) })
  private static let rgb = HTMLName("rgb")
  private static let rgba = HTMLName("rgba")

  /// `rgb()` and `rgba()`, up to the closing parenthesis. CSS Color Level 4 §5.1.
  private static func functionalColour(_ tokens: Span<CSSToken>) -> Colour? {
    var channels = InlineArray<4, UInt8>(repeating: 255)
    var count = 0
    for index in tokens.indices {
      let token = tokens[index]
      if token.kind == .closeParen { break }
      guard token.kind == .number || token.kind == .percentage else { continue }
      let scale = token.kind == .percentage ? 2.55 : count == 3 ? 255 : 1
      if count < 4 { channels[count] = UInt8(max(0, min(255, token.number * scale))) }
      count += 1
    }
    guard count >= 3 else { return nil }
    return Colour(red: channels[0], green: channels[1], blue: channels[2], alpha: channels[3])
  }

  /// The size in the `font` shorthand: its first length or number that is no weight. CSS Fonts Level 4 §2.7.
  private static func fontSize(_ tokens: Span<CSSToken>, in octets: Span<UInt8>) -> CSSDeclaration.Value {
    for index in tokens.indices {
      switch tokens[index].kind {
      case .dimension, .percentage: return simple(tokens[index], in: octets)
      case .number where tokens[index].number == 0: return .pixels(0)
      default: break
      }
    }
    return .other
  }

  /// Whether `clip: rect(0 0 0 0)`, `clip-path: inset(100%)` or `transform: scale(0)` leaves nothing: 0, else other.
  private static func hidingFunction(_ tokens: Span<CSSToken>, in octets: Span<UInt8>) -> CSSDeclaration.Value {
    var function: HTMLName?
    var first: CSSToken?
    // The first four numbers.
    var sides = InlineArray<4, Double>(repeating: 0)
    var count = 0
    for index in tokens.indices {
      let token = tokens[index]
      switch token.kind {
      case .function where function == nil: function = CSSText.name(token.content, in: octets)
      case .number, .dimension, .percentage:
        first = first ?? token
        if count < 4 { sides[count] = token.number }
        count += 1
      default: break
      }
    }
    guard let function, let first else { return .other }
    if function == HTMLName("inset") { return first.kind == .percentage && first.number >= 50 ? .number(0) : .other }
    if function == HTMLName("rect") {
      // rect(top, right, bottom, left) with at most a pixel between the sides, as in rect(1px, 1px, 1px, 1px).
      return count >= 4 && sides[2] - sides[0] <= 1 && sides[1] - sides[3] <= 1 ? .number(0) : .other
    }
    if function == HTMLName("scale") { return first.number == 0 ? .number(0) : .other }
    return .other
  }
}
