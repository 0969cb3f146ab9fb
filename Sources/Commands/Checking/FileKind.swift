internal import MailContent

/// What a file to be checked is, by its name and, where the name does not tell, by its first octets.
enum FileKind: Equatable {
  case message
  /// A row of messages, each behind a line that begins with "From ". RFC 4155.
  case mailbox
  /// A template; the language is nil where only the content tells.
  case template(TemplateLanguage?, Body.Format)
  /// Known, but not readable as mail; the text says what to check instead.
  case declined(String)
  case other

  private static let messageExtensions: Set<String> = ["eml", "msg", "mail", "rfc822", "mime"]
  private static let scriptExtensions: Set<String> = ["jsx", "tsx"]
  /// Languages that have a notation of their own instead of markup.
  private static let notationExtensions: Set<String> = ["pug", "jade", "slim"]

  /// - Parameter name: the last component of the path.
  init(name: String) {
    let pieces = name.lowercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let last = pieces.count > 1 ? pieces[pieces.count - 1] : ""
    let before = pieces.count > 2 ? pieces[pieces.count - 2] : ""
    if Self.messageExtensions.contains(last) {
      self = .message
    } else if last == "mbox" || last == "mbx" {
      self = .mailbox
    } else if Self.scriptExtensions.contains(last) {
      self = .declined("is a program that makes HTML; check the HTML it exports")
    } else if Self.notationExtensions.contains(last) {
      self = .declined("is written in a notation of its own instead of HTML; check the HTML it makes")
    } else if let template = TemplateFileName(name) {
      // "welcome.eml.erb": a message whose fields and bodies hold expressions.
      self = before == "eml" ? .message : .template(template.language, template.format)
    } else {
      self = .other
    }
  }

  /// The kind where also the content was looked at: files without a telling name, and text files that are messages.
  /// - Parameter octets: the file's content; only its beginning is looked at.
  init(name: String, octets: [UInt8]) {
    self.init(name: name)
    switch self {
    case .template(nil, .plain) where Self.beginsLikeMessage(octets): self = .message
    case .other:
      if Self.beginsLikeMessage(octets) {
        self = octets.starts(with: "From ".utf8) && Self.holdsSeveral(octets) ? .mailbox : .message
      } else if Self.beginsLikeHTML(octets) {
        self = .template(nil, .html)
      } else if Self.beginsLikeText(octets) {
        self = .template(nil, .plain)
      }
    case .message where octets.starts(with: "From ".utf8): self = Self.holdsSeveral(octets) ? .mailbox : .message
    default: break
    }
  }

  /// What is said of a file that is no mail by name and content, and no template.
  static let foreignAdvice =
    "is neither mail nor a template; if it is a template, name its language in presend.yml (templates: languages)"

  /// Whether a file without a known extension is worth a look inside: no extension, or the number of a Maildir's file.
  static func mayHoldMessage(name: String) -> Bool {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return !name.hasPrefix(".") }
    return name.contains(":2,") || name[name.index(after: dot)...].allSatisfy(\.isNumber)
  }

  /// How far the content is looked at: a header section shows itself in its first lines.
  private static let sniffedOctets = 4_096

  /// Whether at least two of the first lines are fields that mail has (RFC 5322 §3.6), before any line that is none.
  private static func beginsLikeMessage(_ octets: [UInt8]) -> Bool {
    let telling: Set<String> = [
      "from", "to", "cc", "bcc", "subject", "date", "message-id", "mime-version", "content-type", "received",
      "return-path", "delivered-to", "reply-to", "sender", "content-transfer-encoding", "x-mailer", "dkim-signature",
    ]
    // A body part saved by itself has no other field than these.
    let first = octets.prefix(sniffedOctets).prefix { $0 != UInt8(ascii: ":") }
    let only = String(decoding: first, as: UTF8.self).lowercased()
    if only == "content-type" || only == "mime-version" { return true }
    var found = 0
    for line in octets.prefix(sniffedOctets).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.starts(with: "From ".utf8) && found == 0 { continue }
      if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") { continue }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { break }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else { break }
      if telling.contains(name) { found += 1 }
      if found == 2 { return true }
    }
    return false
  }

  private static func beginsLikeHTML(_ octets: [UInt8]) -> Bool {
    let text = String(decoding: octets.prefix(sniffedOctets), as: UTF8.self).lowercased()
    return ["<html", "<!doctype html", "<mjml", "<table"].contains(where: text.contains)
  }

  /// Whether a file without a telling name is text with the expressions of some template language.
  private static func beginsLikeText(_ octets: [UInt8]) -> Bool {
    let start = Array(octets.prefix(sniffedOctets))
    guard !start.isEmpty, !start.contains(0), !start.starts(with: "#!".utf8) else { return false }
    switch TemplateLanguage.detected(in: start, format: .plain) {
    case .templateToolkit: return true
    // "#end" also stands in other programs' comments.
    case .velocity:
      let text = String(decoding: start, as: UTF8.self)
      return ["#set(", "#if(", "#foreach("].contains(where: text.contains)
    default: return false
    }
  }

  private static func holdsSeveral(_ octets: [UInt8]) -> Bool {
    MailboxFile.messages(in: octets).count > 1
  }
}
