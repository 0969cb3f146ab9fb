import MailSyntax

/// One token of CSS, as ranges of its source. CSS Syntax Level 3 §4.
struct CSSToken: Sendable {
  enum Kind: UInt8, Sendable {
    case ident, function, atKeyword, hash, string, url, badURL, number, percentage, dimension, space, delim
    case colon, semicolon, comma, openParen, closeParen, openBracket, closeBracket, openBrace, closeBrace
  }
  let kind: Kind
  /// Everything, quotes and delimiters included.
  let range: OctetRange
  /// The name of an ident, function, at-keyword or hash, the text of a string or URL; escapes stand as written.
  let content: OctetRange
  /// The value of a number, percentage or dimension.
  var number: Double = 0
}
