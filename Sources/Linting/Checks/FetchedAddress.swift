import MailContent
import MailSyntax

/// The URL of a fetch or link without the merge fields in it, taken apart for weighing.
struct FetchedAddress {
  let target: LinkTarget
  let isTemplate: Bool
  /// Template expressions and merge fields, joined.
  let expressions: String
  /// The last segment of the path.
  let fileName: Range<Int>
  /// Whether the file name ends as pictures, styles and fonts do.
  let hasFileExtension: Bool

  /// Servers refuse longer URLs (RFC 9110 §4.1 recommends support for 8,000 octets); what follows is not looked at.
  static let maximumOctets = 8192

  /// - Parameter target: the URL without the fields.
  init(_ target: LinkTarget, expressions: String, isTemplate: Bool) {
    self.target = target
    self.expressions = expressions
    self.isTemplate = isTemplate
    let octets = target.octets.span
    var name = target.path.upperBound..<target.path.upperBound
    octets.forEachPiece(of: target.path, between: UInt8(ascii: "/")) { name = $0 }
    fileName = name
    hasFileExtension = Self.hasFileExtension(octets, name)
  }

  /// Whether the query carries a token.
  var queryHasToken: Bool {
    let octets = target.octets.span
    var hasToken = false
    Self.forEachValue(of: target.query, in: octets) { hasToken = hasToken || Token(octets, $0)?.isStrong ?? false }
    return hasToken
  }

  /// Whether a client fetches it from the network; a template's address that is all expression will be.
  var isRemote: Bool {
    if target.isRemote { return true }
    return isTemplate && !expressions.isEmpty && (target.scheme.isEmpty || target.scheme.hasPrefix("http"))
  }
  /// Whether the host stands there in clear.
  var isAbsolute: Bool { !target.host.isEmpty }
  /// Whether the query carries values, of any kind but a version.
  var hasValues: Bool {
    var isLong = false
    Self.forEachValue(of: target.query, in: target.octets.span) { isLong = isLong || $0.count > 3 }
    return isLong || !expressions.isEmpty && !target.query.isEmpty
  }

  /// A file without a token in its query and without a field: what most pictures are.
  var isPlainPicture: Bool { hasFileExtension && expressions.isEmpty && !queryHasToken }

  // MARK: Words

  /// Path and names of the query, for words.
  var words: [UInt8] { words { _ in true } }

  /// The same without the segments that are tokens: what looks like a word in one is chance.
  var plainWords: [UInt8] {
    let octets = target.octets.span
    return words { segment in
      let stem = Self.lastDot(octets, segment).map { segment.lowerBound..<$0 } ?? segment
      return !(Token(octets, stem)?.isStrong ?? false)
    }
  }

  private func words(_ isWanted: (Range<Int>) -> Bool) -> [UInt8] {
    let octets = target.octets.span
    var words: [UInt8] = []
    words.reserveCapacity(target.path.count + target.query.count + 1)
    octets.forEachPiece(of: target.path, between: UInt8(ascii: "/")) { segment in
      guard isWanted(segment) else { return }
      if !words.isEmpty { words.append(UInt8(ascii: "/")) }
      words += target.octets[segment]
    }
    words.append(UInt8(ascii: "?"))
    var isFirst = true
    octets.forEachPiece(of: target.query, between: UInt8(ascii: "&")) { pair in
      if !isFirst { words.append(UInt8(ascii: "&")) }
      isFirst = false
      words += target.octets[pair.lowerBound..<(octets.first(of: UInt8(ascii: "="), in: pair) ?? pair.upperBound)]
    }
    return words
  }

  /// The labels of the host but for the last two, which name its owner; of a short host all but the last.
  var hostWords: String { Self.words(ofHost: target.host) }

  static func words(ofHost host: String) -> String {
    let labels = host[...].split(octet: UInt8(ascii: "."))
    return labels.dropLast(labels.count > 2 ? 2 : 1).joined(separator: ".")
  }

  // MARK: Pieces

  /// What stands behind the first "=" of each pair of a query, or the pair where there is none.
  private static func forEachValue(of query: Range<Int>, in octets: Span<UInt8>, _ body: (Range<Int>) -> Void) {
    octets.forEachPiece(of: query, between: UInt8(ascii: "&")) { pair in
      let equals = octets.first(of: UInt8(ascii: "="), in: pair)
      body((equals.map { $0 + 1 } ?? pair.lowerBound)..<pair.upperBound)
    }
  }

  private static func lastDot(_ octets: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var index = range.upperBound
    while index > range.lowerBound {
      index -= 1
      if octets[index] == UInt8(ascii: ".") { return index }
    }
    return nil
  }

  private static func hasFileExtension(_ octets: Span<UInt8>, _ name: Range<Int>) -> Bool {
    guard let dot = lastDot(octets, name) else { return false }
    let range = (dot + 1)..<name.upperBound
    guard range.count > 1, range.count < 6 else { return false }
    return fileExtensions.contains(range.reduce(0) { $0 << 8 | UInt64(AddressSpellings.lowercased(octets[$1])) })
  }

  private static let fileExtensions = Set(
    [
      "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "bmp", "ico", "css", "woff", "woff2", "ttf", "otf", "eot",
      "mp4",
    ].map { $0.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } })

  /// Whether path or query hold another URL, as redirectors' do.
  var holdsURL: Bool {
    let octets = target.octets.span
    return Self.holdsURL(octets, target.path) || Self.holdsURL(octets, target.query)
  }

  private static func holdsURL(_ octets: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var hasColon = octets.first(of: UInt8(ascii: ":"), in: range) != nil
    var isEncoded = false
    var index = range.lowerBound
    while let escape = octets.first(of: UInt8(ascii: "%"), in: index..<range.upperBound) {
      index = escape + 1
      guard escape + 2 < range.upperBound else { break }
      isEncoded = true
      // "%3A" is a colon.
      if octets[escape + 1] == UInt8(ascii: "3"), octets[escape + 2] | 0x20 == UInt8(ascii: "a") { hasColon = true }
    }
    guard hasColon else { return false }
    let text = octets.extracting(range)
    if !isEncoded { return starts(text) }
    return starts(AddressSpellings.percentDecoded(text).span)
  }

  private static func starts(_ octets: Span<UInt8>) -> Bool {
    for index in 0..<octets.count where octets[index] == UInt8(ascii: "h") {
      if octets.holds(plainStart, at: index) || octets.holds(secureStart, at: index) { return true }
    }
    return false
  }
  private static let plainStart = Array("http://".utf8)
  private static let secureStart = Array("https://".utf8)

  // MARK: Tokens

  /// The strongest token of path, query and host.
  /// - Parameter inFileName: whether a file name that is all token counts; content hashes look the same.
  func token(inFileName: Bool) -> Token? {
    let octets = target.octets.span
    var strongest: Token?
    var numbers = (count: 0, longest: 0)
    func take(_ token: Token?) {
      guard let token else { return }
      if strongest.map({ $0 < token }) ?? true { strongest = token }
    }
    func count(_ range: Range<Int>) {
      guard range.count >= 4, range.allSatisfy({ octets[$0] &- 0x30 < 10 }) else { return }
      numbers = (numbers.count + 1, max(numbers.longest, range.count))
    }
    octets.forEachPiece(of: target.path, between: UInt8(ascii: "/")) { segment in
      count(segment)
      if segment != fileName || !hasFileExtension { take(Token(octets, segment)) }
    }
    if hasFileExtension, inFileName, let dot = Self.lastDot(octets, fileName) {
      take(Token(octets, fileName.lowerBound..<dot))
    }
    Self.forEachValue(of: target.query, in: octets) { value in
      count(value)
      // A URL within the query is where a redirector leads, and no token.
      if let token = Token(octets, value), !Self.holdsURL(octets, value) { take(token) }
    }
    if let token = hostToken, token.length >= 12 { take(token) }
    if numbers.count >= 3 { take(Token(length: numbers.longest, isStrong: true)) }
    return strongest
  }

  /// That of the host's first label.
  private var hostToken: Token? {
    let host = target.host.utf8.span
    var label: Range<Int>?
    host.forEachPiece(of: 0..<host.count, between: UInt8(ascii: ".")) { label = label ?? $0 }
    return label.flatMap { Token(host, $0) }
  }
}

extension Substring {
  /// The pieces between an ASCII octet, without empty ones; quicker than by characters.
  func split(octet: UInt8) -> [Substring] { utf8.split(separator: octet).map { Substring($0) } }
}
