internal import MailSyntax
internal import Policy

/// What a text of the configuration must look like beyond being a text.
enum TextFormat: Sendable {
  case any
  /// One line; control characters would break out of the field or terminal line it ends up in.
  case line
  case address
  case domain
  case hostName
  case domainPattern
  case addressPattern
  case fieldPattern
  case pathPattern
  case filePath
  case storeURL
  case relayURL
  case listUnsubscribe
  case credentialName
  case pinnedKey

  /// The nearest that a regular expression of JSON Schema (ECMA-262) comes to; it refuses nothing that `refusal(of:)`
  /// lets pass, and leaves the rest to it. nil where every text fits.
  var schemaPattern: String? {
    switch self {
    case .any: nil
    case .line: "^[^\\n\\r\\t]*$"
    case .address: "@"
    case .domain: "^[^\\s@/:*!]+$"
    case .hostName: "^[0-9A-Za-z.-]{1,255}$"
    case .domainPattern: "^!?(\\*\\.)?[^\\s@/:*!]+$"
    case .addressPattern: "^[^\\s<>,]+$"
    case .fieldPattern: "^[!-9;-~]+:"
    case .pathPattern: "^(?!/|\\./)"
    case .filePath: "^[^~]"
    case .storeURL: "^sqlite:(?!//)[^~]"
    case .relayURL: "^[sS][mM][tT][pP][sS]?://[^@/?]+/?$"
    case .listUnsubscribe: "^ *<.*>$"
    case .credentialName: "^[^/]+$"
    case .pinnedKey: "^sha256//"
    }
  }

  /// What is wrong with `text` and how to mend it; nil if it fits.
  func refusal(of text: String) -> (problem: String, mend: String)? {
    if self != .any, let control = text.unicodeScalars.first(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return (
        "the text holds a control character (U+\(String(control.value, radix: 16, uppercase: true)))",
        "write it in one line, without tabs"
      )
    }
    switch self {
    case .any, .line: return nil
    case .address: return Self.address(text)
    case .domain: return Self.domain(text, allowed: "write a domain, for example example.org")
    case .hostName: return Self.hostName(text)
    case .domainPattern: return Self.domainPattern(text)
    case .addressPattern: return Self.addressPattern(text)
    case .fieldPattern: return Self.fieldPattern(text)
    case .pathPattern: return Self.pathPattern(text)
    case .filePath: return Self.filePath(text)
    case .storeURL: return Self.storeURL(text)
    case .listUnsubscribe: return Self.listUnsubscribe(text)
    case .credentialName: return Self.credentialName(text)
    case .pinnedKey: return Self.pinnedKey(text)
    case .relayURL:
      do { _ = try RelayURL.read(text) } catch { return (error.problem, error.mend) }
      return nil
    }
  }

  private static func address(_ text: String) -> (problem: String, mend: String)? {
    let address = AddrSpec(parsing: text)
    if let address, !address.localPart.isEmpty, !address.domain.isEmpty { return nil }
    return ("“\(text)” is no mail address", "write NAME@DOMAIN")
  }

  /// A file name: systemd keeps credentials in one folder.
  private static func credentialName(_ text: String) -> (problem: String, mend: String)? {
    let fits = !text.utf8.contains(UInt8(ascii: "/")) && text != "." && text != ".."
    return fits ? nil : ("“\(text)” is no name of a credential", "write the name alone, as in LoadCredential=NAME:PATH")
  }

  /// "sha256//" and 32 octets in base64, several with ";".
  private static func pinnedKey(_ text: String) -> (problem: String, mend: String)? {
    let fits = text.split(separator: ";", omittingEmptySubsequences: false).allSatisfy { pin in
      pin.hasPrefix("sha256//") && pin.utf8.count == 52 && pin.hasSuffix("=")
    }
    return fits
      ? nil : ("“\(text)” is no pinned key", "write “sha256//” and the 44 characters of its SHA-256 digest in base64")
  }

  /// RFC 5321 §4.1.2: letters, digits, hyphens and dots; of an internationalised name its A-labels.
  private static func hostName(_ text: String) -> (problem: String, mend: String)? {
    let mend = "write letters, digits, hyphens and dots, for example mail.example.org"
    let isSayable = text.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "_") }
    return domain(text, allowed: mend) ?? (isSayable ? nil : ("“\(text)” is no host name", mend))
  }

  private static func domainPattern(_ text: String) -> (problem: String, mend: String)? {
    var rest = Substring(text)
    if rest.hasPrefix("!") { rest.removeFirst() }
    if rest.hasPrefix("*.") { rest.removeFirst(2) }
    return domain(
      String(rest),
      allowed: "write “example.org”, “*.example.org” for all its subdomains, or “!partner.example.org” for an exception"
    )
  }

  /// Labels of letters (of any script), digits, hyphens and underscores. RFC 5321 §2.3.5; limits of §4.5.3.1.2.
  private static func domain(_ text: String, allowed: String) -> (problem: String, mend: String)? {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let fits = labels.allSatisfy { label in
      !label.isEmpty && label.utf8.count <= 63 && !label.hasPrefix("-") && !label.hasSuffix("-")
        && label.unicodeScalars.allSatisfy { scalar in
          switch scalar {
          case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
          default:
            scalar.value >= 0x80
              && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || scalar.properties.generalCategory == .nonspacingMark)
          }
        }
    }
    return fits && text.utf8.count <= 255 ? nil : ("“\(text)” is no domain", allowed)
  }

  private static func addressPattern(_ text: String) -> (problem: String, mend: String)? {
    let hasSpace = text.contains { $0.isWhitespace || $0 == "<" || $0 == ">" || $0 == "," }
    guard hasSpace else { return nil }
    return ("“\(text)” is no address pattern", "write one bare address, “*” for any run of characters: *@example.org")
  }

  /// "Name: pattern"; the name as in RFC 5322 §2.2, printable US-ASCII but no colon.
  private static func fieldPattern(_ text: String) -> (problem: String, mend: String)? {
    let name = text.prefix { $0 != ":" }
    let isName = !name.isEmpty && name.utf8.allSatisfy { (33...126).contains($0) }
    if isName, name.endIndex != text.endIndex { return nil }
    return ("“\(text)” is no field pattern", "write “Name: pattern”, for example \"X-Mailer: Shop*\"")
  }

  private static func pathPattern(_ text: String) -> (problem: String, mend: String)? {
    guard text.hasPrefix("/") || text.hasPrefix("./") || text.split(separator: "/").contains("..") else { return nil }
    return (
      "“\(text)” is not relative to the root of the check",
      "write it without a leading “/” or “./” and without “..”: templates/order/**"
    )
  }

  private static func filePath(_ text: String) -> (problem: String, mend: String)? {
    guard text.hasPrefix("~") else { return nil }
    return ("“~” is not expanded here", "write the whole path, or one relative to the folder of this file")
  }

  /// URLs in angle brackets with commas between, RFC 2369 §2; mailto and the web's alone, since others open nowhere.
  private static func listUnsubscribe(_ text: String) -> (problem: String, mend: String)? {
    let schemes = ["<mailto:", "<https://", "<http://"]
    let fits = text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { part in
      let url = part.drop { $0 == " " }
      guard url.hasSuffix(">"), !url.contains(" ") else { return false }
      return schemes.contains { url.lowercased().hasPrefix($0) && url.count > $0.count + 1 }
    }
    guard !fits else { return placeholder(text) }
    return (
      "“\(text)” is no List-Unsubscribe field body",
      "write \"<mailto:unsubscribe@example.org>\" or \"<https://example.org/unsubscribe>\", or both with a comma between"
    )
  }

  /// A brace belongs into no URL (RFC 3986 Appendix A), so each is of a placeholder, and there is one.
  private static func placeholder(_ text: String) -> (problem: String, mend: String)? {
    let rest = text.split(separator: Organisation.unsubscribePlaceholder).joined()
    guard rest.contains("{") || rest.contains("}") else { return nil }
    return (
      "“\(text)” has a placeholder that is not known",
      "write “\(Organisation.unsubscribePlaceholder)” where each recipient's token belongs"
    )
  }

  private static func storeURL(_ text: String) -> (problem: String, mend: String)? {
    guard text.hasPrefix("sqlite:"), text.count > "sqlite:".count else {
      return ("“\(text)” is no consent store", "write \"sqlite:/path/of/consent.db\"")
    }
    guard !text.hasPrefix("sqlite://") else {
      return ("“\(text)” has “//” after “sqlite:”", "write \"sqlite:/path/of/consent.db\", with one slash")
    }
    return filePath(String(text.dropFirst("sqlite:".count)))
  }
}
