import MailSyntax

/// One token of HTML, as ranges of its source. HTML standard §13.2.5.
struct HTMLToken: Sendable {
  enum Kind: UInt8, Sendable {
    /// Characters; `content` holds them, `contentModel` says how they are decoded.
    case text
    case startTag, endTag
    /// A comment, a bogus comment too; `content` is its data.
    case comment
    /// `content` is all between `<!DOCTYPE` and `>`; `HTMLDoctype` reads it.
    case doctype
    /// What yields no token: `</>`, or a tag that the end of the input cuts off.
    case nothing
  }
  let kind: Kind
  /// Everything from `<` to `>`, or the text.
  let range: OctetRange
  /// The tag's name, the text, or the data of a comment.
  let content: OctetRange
  /// The tag's name without regard to case.
  var name = HTMLName(key: 0)
  var isSelfClosing = false
  var contentModel = HTMLTokenizer.ContentModel.data
}

/// One attribute of a tag, as ranges of its source.
struct HTMLAttribute: Sendable {
  let nameRange: OctetRange
  /// The value without quotes; empty, behind the name, where none is given.
  let value: OctetRange
  /// Where it ends, its closing quote included.
  let end: Int
  let name: HTMLName

  /// From the name to the end of the value, quotes included.
  var range: OctetRange { nameRange.lowerBound..<end }
}
