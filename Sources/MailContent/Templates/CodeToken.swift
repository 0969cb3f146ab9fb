import MailSyntax

/// A token of a template's code, as far as most languages agree on it.
struct CodeToken {
  enum Kind: Equatable {
    /// A name, keyword or number.
    case word
    /// A string literal; the range has no quotes.
    case literal
    /// A single other octet.
    case symbol(UInt8)
  }
  let kind: Kind
  let range: OctetRange

  func isWord(_ name: StaticString, _ octets: Span<UInt8>) -> Bool {
    kind == .word && range.count == name.utf8CodeUnitCount
      && octets.hasPrefix(name, at: range.lowerBound, to: range.upperBound)
  }
  func isSymbol(_ octet: Character) -> Bool { kind == .symbol(octet.asciiValue ?? 0) }
}
