/// Text as it may stand between the tags, and in the quoted attributes, of XML and HTML.
enum MarkupText {
  /// Escapes what has a meaning in markup, and line ends and tabs, which attributes would make blanks. What XML 1.0
  /// §2.2 does not know as a character becomes U+FFFD.
  /// - Complexity: O(scalars).
  /// - Parameter keepsLines: whether tabs and line feeds stay, as they may between tags.
  static func escaped(_ text: String, keepsLines: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t" where keepsLines, "\n" where keepsLines: result.unicodeScalars.append(scalar)
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t": result += "&#9;"
      case "\n": result += "&#10;"
      case "\r": result += "&#13;"
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// An XML document, written element by element.
struct XMLWriter {
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var open: [String] = []

  /// Writes an element with its attributes in the order given, and what `content` writes within it.
  mutating func element(
    _ name: String, _ attributes: [(String, String)], _ content: (inout XMLWriter) -> Void = { _ in }
  ) {
    let start = head(name, attributes)
    open.append(name)
    var inner = self
    inner.text = ""
    content(&inner)
    open.removeLast()
    text += inner.text.isEmpty ? start + "/>\n" : "\(start)>\n\(inner.text)\(margin)</\(name)>\n"
  }

  /// An element that holds nothing but text.
  mutating func element(_ name: String, _ attributes: [(String, String)], text content: String) {
    text += "\(head(name, attributes))>\(MarkupText.escaped(content, keepsLines: true))</\(name)>\n"
  }

  private var margin: String { String(repeating: "  ", count: open.count) }

  private func head(_ name: String, _ attributes: [(String, String)]) -> String {
    margin + "<" + name + attributes.map { " \($0)=\"\(MarkupText.escaped($1))\"" }.joined()
  }
}
