import MailContent

/// What the declared size of a fetch says about whether it is looked at.
enum FetchSize {
  /// Smaller than this in either direction, a picture shows nothing.
  private static let leastVisible = 10.0
  /// From this on, a picture is there to be looked at.
  private static let leastPicture = 32.0

  /// So small that nobody sees it: up to nine square pixels, or one pixel in the only direction that is declared.
  static func isTiny(_ fetch: Fetch) -> Bool {
    switch (fetch.width, fetch.height) {
    case (let width?, let height?): width * height <= 9
    case (let side?, nil), (nil, let side?): side <= 1
    case (nil, nil): false
    }
  }

  /// One pixel in one direction only: a rule between paragraphs, or a size that contradicts the picture's.
  static func isLine(_ fetch: Fetch) -> Bool {
    guard let width = fetch.width, let height = fetch.height else { return false }
    return min(width, height) <= 1 && max(width, height) >= leastVisible
  }

  /// Declared large enough to be seen.
  static func isVisible(_ fetch: Fetch) -> Bool { isDeclared(fetch, atLeast: leastVisible) }

  /// Declared large enough to be a picture rather than a mark.
  static func isPicture(_ fetch: Fetch) -> Bool { isDeclared(fetch, atLeast: leastPicture) && !fetch.isHidden }

  private static func isDeclared(_ fetch: Fetch, atLeast least: Double) -> Bool {
    guard fetch.width != nil || fetch.height != nil else { return false }
    return (fetch.width ?? least) >= least && (fetch.height ?? least) >= least
  }

  /// From this share of the line on, a picture is there to be looked at.
  private static let leastShare = 20

  /// Whether the element declares no pixels, but a width in per cent of the line, as pictures on telephones have.
  static func isWide(_ fetch: Fetch, in body: Body) -> Bool {
    guard fetch.width == nil, fetch.height == nil, fetch.kind == .image, !fetch.isHidden else { return false }
    let element = body.octets[fetch.removal]
    let name = Array("width".utf8)
    var rest = element[...]
    while let start = rest.firstIndex(where: { $0 | 0x20 == name[0] }) {
      rest = rest[start...]
      let isName = rest.prefix(name.count).elementsEqual(name) { $0 | 0x20 == $1 }
      rest = rest.dropFirst(isName ? name.count : 1)
      guard isName else { continue }
      let value = rest.drop { $0 <= 0x20 || [0x22, 0x27, 0x3A, 0x3D].contains($0) }
      let digits = value.prefix { (0x30...0x39).contains($0) }
      guard digits.count <= 3, value.dropFirst(digits.count).first == UInt8(ascii: "%") else { continue }
      if digits.reduce(0, { $0 * 10 + Int($1 - 0x30) }) >= leastShare { return true }
    }
    return false
  }

  /// For the eye.
  static func text(_ value: Double?) -> String {
    guard let value, value.isFinite, abs(value) < 1_000_000 else { return "?" }
    return value == value.rounded() ? String(Int(value)) : String(value)
  }
}
