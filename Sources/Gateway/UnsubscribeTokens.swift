internal import Glibc
package import MailSyntax

/// The tokens that stand in List-Unsubscribe addresses, one for each recipient and list (`{token}` in
/// `organisation.list-unsubscribe`).
///
/// A token holds no address and none can be had from it: it is an HMAC under a key that this installation alone has.
/// Whoever has the key finds the address again by trying those that are known. The lists that got tokens are remembered
/// beside the key, so that nobody has to know which one a token is of.
package struct UnsubscribeTokens {
  private let key: SecretKey
  private let directory: String

  /// 128 bits: nobody guesses one, and it is short enough for an address.
  private static let tokenOctets = 16
  /// More lists than any organisation has.
  private static let maximumLists = 1_000
  /// The longest identifier of a list. RFC 2919 §3.
  static let maximumListOctets = 255

  /// - Parameters:
  ///   - queueDirectory: the queue's folder, in which the key lies.
  ///   - makesKey: whether one is made where there is none.
  /// - Returns: nil where the key cannot be had.
  package init?(queueDirectory: String, makesKey: Bool) {
    directory = queueDirectory + "/unsubscribe"
    guard let key = SecretKey(path: Self.keyPath(in: queueDirectory), makes: makesKey) else { return nil }
    self.key = key
  }

  package static func keyPath(in queueDirectory: String) -> String { queueDirectory + "/unsubscribe/key" }

  /// "u" and base64url without padding (RFC 4648 §5) of the first 16 octets of HMAC-SHA256 over "unsubscribe", NUL, the
  /// list, NUL, and the address in lower case, its domain as A-labels. The letter keeps programs from taking a token
  /// that begins with "-" for an option.
  package func token(for address: AddrSpec, list: String) -> String {
    let code = key.code(of: Array("unsubscribe\0\(list)\0\(address.comparisonKey)".utf8))
    let encoded = Base64.encode(Array(code.prefix(Self.tokenOctets)), lineLength: nil)
    return "u" + String(
      decoding: encoded.filter { $0 != UInt8(ascii: "=") }.map { octet in
        switch octet {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: octet
        }
      }, as: UTF8.self)
  }

  /// Tokens by `AddrSpec.comparisonKey`.
  func tokens(for recipients: [AddrSpec], list: String) -> [String: String] {
    var tokens: [String: String] = [:]
    for recipient in recipients { tokens[recipient.comparisonKey] = token(for: recipient, list: list) }
    return tokens
  }

  /// The list that a message goes to: its List-Id, else its author's address. In lower case, cut to
  /// `maximumListOctets`. RFC 2919 §3: the identifier stands in angle brackets, a description may precede it.
  static func list(of message: Message) -> String {
    var text = ""
    if let field = message.fields(named: .listID).first {
      var rest = message.unstructured(field)[...]
      if let open = rest.lastIndex(of: "<") { rest = rest[rest.index(after: open)...].prefix { $0 != ">" } }
      text = String(rest)
    }
    let isBlank = { (scalar: Unicode.Scalar) in
      scalar.value <= 0x20 || scalar.value == 0x7F || scalar.properties.isWhitespace
    }
    text = String(String.UnicodeScalarView(text.unicodeScalars.filter { !isBlank($0) })).lowercased()
    if text.isEmpty {
      text = message.fields(named: .from).flatMap { message.mailboxes(in: $0) }.first?.address.comparisonKey ?? ""
    }
    return String(decoding: Array(text.utf8.prefix(maximumListOctets)), as: UTF8.self)
  }

  // MARK: The lists that got tokens

  private var listsPath: String { directory + "/lists" }

  /// Those remembered, the newest last.
  package var lists: [String] {
    let octets = (try? FileReading.octets(of: listsPath, limit: Self.maximumLists * (Self.maximumListOctets + 1))) ?? []
    return octets.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Remembers a list; the oldest beyond `maximumLists` is forgotten.
  func remember(_ list: String) {
    let known = lists
    if list.isEmpty || known.contains(list) { return }
    let lines = (known + [list]).suffix(Self.maximumLists).map { $0 + "\n" }
    FileWriting.replace(listsPath, with: Array(lines.joined().utf8))
  }
}
