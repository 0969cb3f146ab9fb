import MailSyntax

/// A colour as red, green, blue and alpha, each 0 to 255. CSS Color Level 4.
struct Colour: Hashable, Sendable {
  /// All four in one number, red in the highest octet.
  private let channels: UInt32

  var red: UInt8 { UInt8(channels >> 24) }
  var green: UInt8 { UInt8(channels >> 16 & 0xff) }
  var blue: UInt8 { UInt8(channels >> 8 & 0xff) }
  var alpha: UInt8 { UInt8(channels & 0xff) }

  static let white = Colour(red: 255, green: 255, blue: 255)

  /// The sum of differences of the three channels up to which text cannot be told from its background: `#fff` on
  /// `#fcfcfc` cannot be read by anybody.
  static let indistinguishable = 12

  func isIndistinguishable(from other: Colour) -> Bool {
    let difference =
      abs(Int(red) - Int(other.red)) + abs(Int(green) - Int(other.green)) + abs(Int(blue) - Int(other.blue))
    return difference <= Self.indistinguishable
  }

  init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
    channels = UInt32(red) << 24 | UInt32(green) << 16 | UInt32(blue) << 8 | UInt32(alpha)
  }

  /// The digits behind `#`: three, four, six or eight. CSS Color Level 4 §5.2.
  init?(hex digits: OctetRange, in octets: Span<UInt8>) {
    let count = digits.count
    guard count == 3 || count == 4 || count == 6 || count == 8 else { return nil }
    var value: UInt32 = 0
    for index in digits {
      guard let digit = octets[index].hexDigit else { return nil }
      // A single digit stands for two of itself.
      value = count <= 4 ? value << 8 | UInt32(digit) * 17 : value << 4 | UInt32(digit)
    }
    if count == 3 || count == 6 { value = value << 8 | 0xff }
    channels = value
  }

  /// The names (CSS Color Level 4 §6.1) that mail uses; others are unknown, so that nothing is concluded from them.
  private static let names = HTMLNameTable<Colour>([
    ("white", .white), ("black", Colour(red: 0, green: 0, blue: 0)), ("red", Colour(red: 255, green: 0, blue: 0)),
    ("transparent", Colour(red: 0, green: 0, blue: 0, alpha: 0)), ("gray", Colour(red: 128, green: 128, blue: 128)),
    ("grey", Colour(red: 128, green: 128, blue: 128)), ("silver", Colour(red: 192, green: 192, blue: 192)),
    ("blue", Colour(red: 0, green: 0, blue: 255)), ("green", Colour(red: 0, green: 128, blue: 0)),
    ("yellow", Colour(red: 255, green: 255, blue: 0)), ("navy", Colour(red: 0, green: 0, blue: 128)),
    ("whitesmoke", Colour(red: 245, green: 245, blue: 245)), ("snow", Colour(red: 255, green: 250, blue: 250)),
    ("ivory", Colour(red: 255, green: 255, blue: 240)), ("lightgray", Colour(red: 211, green: 211, blue: 211)),
    ("lightgrey", Colour(red: 211, green: 211, blue: 211)), ("darkgray", Colour(red: 169, green: 169, blue: 169)),
  ])

  init?(name: HTMLName) {
    guard let colour = Self.names[name] else { return nil }
    self = colour
  }

  /// The value of `bgcolor`, `color` or `text`: `#rrggbb`, `rrggbb` or a name. HTML standard §2.3.6, legacy colours.
  init?(attribute octets: Span<UInt8>) {
    var range = 0..<octets.count
    while let first = range.first, octets[first].isHTMLSpace { range = (first + 1)..<range.upperBound }
    while let last = range.last, octets[last].isHTMLSpace { range = range.lowerBound..<last }
    guard let first = range.first else { return nil }
    if octets[first] == Octet.hash {
      self.init(hex: (first + 1)..<range.upperBound, in: octets)
    } else if let named = Colour(name: HTMLName(range, in: octets)) {
      self = named
    } else {
      self.init(hex: range, in: octets)
    }
  }
}
