internal import MailContent

/// What is said of a reference whose file is not found.
enum MissingFile {
  /// Words of names whose files hold no footer, so that nothing is lost by not finding them.
  private static let harmless: Set<String> = [
    "head", "header", "style", "styles", "css", "button", "buttons", "btn", "icon", "icons", "logo", "image", "img",
    "divider",
    "spacer", "preheader", "preview", "script", "scripts", "font", "fonts", "meta", "avatar", "link", "greeting",
    "hero",
    "panel", "table", "subcopy", "color", "colors", "macros", "price", "item", "items", "address", "functions",
    "helpers",
  ]

  /// Whether a layout or footer may be meant, so that what a mail owes may stand there.
  static func mayHoldDuties(_ reference: TemplateReference) -> Bool {
    guard let name = reference.names.first else { return true }
    let words = name.lowercased().split { !$0.isLetter }.map(String.init)
    return !words.contains(where: harmless.contains) || words.contains("footer")
  }

  /// The name as written; of one that is made at run time the expression.
  static func name(of reference: TemplateReference, in reading: Reading) -> String {
    if let name = reference.names.first, !reference.isDynamic { return name }
    guard let octets = reading.bodies.first?.octets else { return "" }
    let range = reference.range.clamped(to: 0..<octets.count)
    return String(decoding: octets[range].prefix(80), as: UTF8.self)
  }
}
