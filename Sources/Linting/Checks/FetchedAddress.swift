import MailContent

/// The URL of a fetch, taken apart for weighing.
struct FetchedAddress {
  let target: LinkTarget
  let isTemplate: Bool
  /// Path segments without expressions.
  private let segments: [Substring]
  /// The values of the query.
  private let values: [Substring]
  /// Template expressions and merge fields, joined.
  let expressions: String
  /// The last segment of the path.
  let fileName: String
  /// Whether the file name ends as pictures, styles and fonts do.
  let hasFileExtension: Bool
  /// Whether the query carries a token.
  let queryHasToken: Bool

  /// Servers refuse longer URLs (RFC 9110 §4.1 recommends support for 8,000 octets); what follows is not looked at.
  static let maximumOctets = 8192

  init(_ url: String, isTemplate: Bool) {
    self.isTemplate = isTemplate
    let cut =
      url.utf8.count <= Self.maximumOctets ? url : String(decoding: url.utf8.prefix(Self.maximumOctets), as: UTF8.self)
    let (plain, expressions) = MergeFields.split(cut)
    self.expressions = expressions
    target = LinkTarget(plain)
    segments = target.path.split(octet: UInt8(ascii: "/"))
    values = target.query.split(octet: UInt8(ascii: "&")).map { pair in
      pair.utf8.firstIndex(of: UInt8(ascii: "=")).map { pair[pair.utf8.index(after: $0)...] } ?? pair
    }
    let name = segments.last.map(String.init) ?? ""
    fileName = name
    hasFileExtension = Self.hasFileExtension(name)
    queryHasToken = values.contains { Self.token($0)?.isStrong ?? false }
  }

  private static func hasFileExtension(_ name: String) -> Bool {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return fileExtensions.contains(name[name.utf8.index(after: dot)...].lowercased())
  }

  /// Whether a client fetches it from the network; a template's address that is all expression will be.
  var isRemote: Bool {
    if target.isRemote { return true }
    return isTemplate && !expressions.isEmpty
      && (target.scheme.isEmpty || target.isRemote || target.scheme.hasPrefix("http"))
  }
  /// Whether the host stands there in clear.
  var isAbsolute: Bool { !target.host.isEmpty }
  /// Whether the query carries values, of any kind but a version.
  var hasValues: Bool { values.contains { $0.utf8.count > 3 } || !expressions.isEmpty && !target.query.isEmpty }

  /// A file without a token in its query and without a field: what most pictures are.
  var isPlainPicture: Bool { hasFileExtension && expressions.isEmpty && !queryHasToken }

  /// Path and names of the query, for words.
  var words: String {
    segments.joined(separator: "/") + "?" + names.joined(separator: "&")
  }
  /// The same without the segments that are tokens: what looks like a word in one is chance.
  var plainWords: String {
    let plain = segments.filter { segment in
      let stem = segment.utf8.lastIndex(of: UInt8(ascii: ".")).map { segment[..<$0] } ?? segment
      return !(Self.token(stem)?.isStrong ?? false)
    }
    return plain.joined(separator: "/") + "?" + names.joined(separator: "&")
  }
  /// The names of the query.
  private var names: [Substring] {
    target.query.split(octet: UInt8(ascii: "&")).map { pair in
      pair.utf8.firstIndex(of: UInt8(ascii: "=")).map { pair[..<$0] } ?? pair
    }
  }
  /// A range of `words`.
  func text(_ range: Range<Int>) -> String { String(decoding: Array(words.utf8)[range], as: UTF8.self) }
  /// The labels of the host but for the last two, which name its owner; of a short host all but the last.
  var hostWords: String {
    let labels = target.host[...].split(octet: UInt8(ascii: "."))
    return labels.dropLast(labels.count > 2 ? 2 : 1).joined(separator: ".")
  }

  /// Whether path or query hold another URL, as redirectors' do.
  var holdsURL: Bool {
    Self.holdsURL(Array(target.path.utf8) + [UInt8(ascii: "?")] + Array(target.query.utf8))
  }

  private static func holdsURL(_ written: [UInt8]) -> Bool {
    guard written.contains(UInt8(ascii: ":")) || written.contains(UInt8(ascii: "%")) else { return false }
    let octets = AddressSpellings.percentDecoded(written)
    let starts = [Array("http://".utf8), Array("https://".utf8)]
    return octets.indices.contains { index in
      octets[index] == UInt8(ascii: "h") && starts.contains { octets[index...].starts(with: $0) }
    }
  }

  // MARK: Tokens

  /// A run of characters that looks like an identifier of one message or person.
  struct Token {
    let length: Int
    let isStrong: Bool
  }

  /// The strongest token of path, query and host.
  /// - Parameter inFileName: whether a file name that is all token counts; content hashes look the same.
  func token(inFileName: Bool) -> Token? {
    // A URL within the query is where a redirector leads, and no token.
    let ownValues = values.filter { !Self.holdsURL(Array($0.utf8)) }
    var tokens = segments.dropLast().compactMap { Self.token($0) } + ownValues.compactMap { Self.token($0) }
    if let name = segments.last {
      if !hasFileExtension {
        if let token = Self.token(name) { tokens.append(token) }
      } else if inFileName, let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), let token = Self.token(name[..<dot]) {
        tokens.append(token)
      }
    }
    if let label = target.host[...].split(octet: UInt8(ascii: ".")).first, let token = Self.token(label),
      token.length >= 12
    {
      tokens.append(token)
    }
    let numbers = (segments + values).filter { $0.utf8.count >= 4 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    if numbers.count >= 3 { tokens.append(Token(length: numbers.map(\.utf8.count).max()!, isStrong: true)) }
    return tokens.max { ($0.isStrong ? 1 : 0, $0.length) < ($1.isStrong ? 1 : 0, $1.length) }
  }

  /// Letters and digits mixed, as no word or version is. Ten or more are strong, four to nine weak.
  private static func token(_ text: Substring) -> Token? {
    var letters = 0
    var digits = 0
    var upper = 0
    var changes = 0
    var last: UInt8?
    for octet in text.utf8 {
      var kind: UInt8 = 0
      switch octet {
      case 0x30...0x39:
        digits += 1
        kind = 1
      case 0x41...0x5A:
        upper += 1
        letters += 1
        kind = 2
      case 0x61...0x7A:
        letters += 1
        kind = 3
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "%"), UInt8(ascii: "~"): continue
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "+"): continue
      default: return nil
      }
      if let last, last != kind { changes += 1 }
      last = kind
    }
    let length = letters + digits
    guard length >= 4, letters > 0, digits > 0 || upper > 3 && changes > length / 3 else { return nil }
    // "h600", "2x1", "v2beta": one change from letters to digits is a name, not a token, unless it is long.
    if changes < 2, length < 12 { return nil }
    return Token(length: length, isStrong: length >= 10 && changes >= 3 || length >= 24)
  }

  private static let fileExtensions: Set<String> = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "bmp", "ico", "css", "woff", "woff2", "ttf", "otf", "eot",
    "mp4",
  ]
}

extension Substring {
  /// The pieces between an ASCII octet, without empty ones; quicker than by characters.
  func split(octet: UInt8) -> [Substring] { utf8.split(separator: octet).map { Substring($0) } }
}
