import MailSyntax

/// Markup in the string literals of a template's code, as PHP programs write it:
/// `'<a href="' . $url . '">Abmelden</a>'`.
enum EmbeddedMarkup {
  /// What is read of it, in the file's octets.
  struct Found {
    var links: [Link] = []
    var fetches: [Fetch] = []
  }

  /// Reads the literals of each expression one behind the other as a document, the code between them masked, if one of
  /// them holds a link or a picture.
  /// - Parameters:
  ///   - expressions: of the file; those of code are looked into.
  ///   - written: the file.
  /// - Complexity: O(n) in octets.
  static func read(_ expressions: [ExpressionFinder.Found], in written: [UInt8]) -> Found {
    var found = Found()
    let octets = written.span
    for expression in expressions {
      switch expression.language {
      case .php:
        let room = max(0, HTMLReader.maximumLinks - found.links.count)
        found.links += AttributeLinks.read(in: expression.content, of: octets).prefix(room)
      case .embedded:
        let room = max(0, HTMLReader.maximumFetches - found.fetches.count)
        found.fetches += PictureCalls.read(in: expression, of: octets).prefix(room)
      default: continue
      }
      let literals = ExpressionWords.literals(in: expression.range, of: octets)
      guard literals.contains(where: { holdsMarkup($0, octets) }) else { continue }
      read(Document(expression.range, literals, in: octets), into: &found)
    }
    return found
  }

  private static func holdsMarkup(_ range: OctetRange, _ octets: Span<UInt8>) -> Bool {
    var index = octets.firstIndex(of: Octet.less, from: range.lowerBound, to: range.upperBound)
    while index < range.upperBound {
      if octets.hasPrefix("<a ", at: index, to: range.upperBound)
        || octets.hasPrefix("<img ", at: index, to: range.upperBound)
      {
        return true
      }
      index = octets.firstIndex(of: Octet.less, from: index + 1, to: range.upperBound)
    }
    return false
  }

  /// The literals of an expression with the code between them masked.
  private struct Document {
    /// No merge tag is shorter than `{x}`; code is full of shorter literals.
    static let shortestMergeTag = 3

    var masked: [UInt8] = []
    var written: [UInt8] = []
    /// Where each octet stands in the file, and behind them where the expression ends.
    var starts: [Int] = []
    var expressions: [Expression] = []

    init(_ range: OctetRange, _ literals: [OctetRange], in octets: Span<UInt8>) {
      var position = range.lowerBound
      for literal in literals {
        addCode(position..<literal.lowerBound, octets)
        addLiteral(literal, octets)
        position = literal.upperBound
      }
      addCode(position..<range.upperBound, octets)
      starts.append(range.upperBound)
    }

    /// Code prints nothing here; a comma in it sets two arguments apart, which then are no single word.
    private mutating func addCode(_ range: OctetRange, _ octets: Span<UInt8>) {
      let comma = octets.firstIndex(of: UInt8(ascii: ","), from: range.lowerBound, to: range.upperBound)
      for index in range {
        masked.append(index == comma ? Octet.space : Octet.mask)
        written.append(octets[index])
        starts.append(index)
      }
      let start = written.count - range.count
      let gap = start + comma - range.lowerBound
      for part in [start..<gap, min(gap + 1, written.count)..<written.count] where !part.isEmpty {
        expressions.append(Expression(range: part, words: [], isOutput: false))
      }
    }

    /// A backslash before a quote or a backslash is nothing; merge tags within are masked.
    private mutating func addLiteral(_ range: OctetRange, _ octets: Span<UInt8>) {
      var literal: [UInt8] = []
      var index = range.lowerBound
      while index < range.upperBound {
        let start = index
        if octets[index] == Octet.backslash, index + 1 < range.upperBound {
          let next = octets[index + 1]
          if next == Octet.quote || next == Octet.apostrophe || next == Octet.backslash { index += 1 }
        }
        literal.append(octets[index])
        starts.append(start)
        index += 1
      }
      let base = written.count
      written += literal
      guard literal.count >= Self.shortestMergeTag else {
        masked += literal
        return
      }
      let mask = TemplateMask(literal, format: .html)
      masked += mask.octets
      expressions += mask.expressions.map {
        Expression(
          range: ($0.range.lowerBound + base)..<($0.range.upperBound + base), words: $0.words, isOutput: $0.isOutput)
      }
    }

    func source(of range: OctetRange) -> OctetRange { starts[range.lowerBound]..<starts[range.upperBound] }
  }

  private static func read(_ document: Document, into found: inout Found) {
    let decoder = VisibleTextDecoder(written: document.written, expressions: document.expressions, isTemplate: true)
    let inner = HTMLReader.read(document.masked, decoder: decoder, isNested: true)
    for link in inner.links.prefix(HTMLReader.maximumLinks - min(found.links.count, HTMLReader.maximumLinks)) {
      found.links.append(
        Link(
          target: link.target, text: link.text, title: link.title, isVisible: link.isVisible, isQuoted: link.isQuoted,
          range: document.source(of: link.range), tagRange: document.source(of: link.tagRange)))
    }
    for fetch in inner.fetches.prefix(HTMLReader.maximumFetches - min(found.fetches.count, HTMLReader.maximumFetches)) {
      found.fetches.append(
        Fetch(
          kind: fetch.kind, url: fetch.url, width: fetch.width, height: fetch.height, isHidden: fetch.isHidden,
          alt: fetch.alt, classes: fetch.classes, isQuoted: fetch.isQuoted,
          removal: document.source(of: fetch.removal), range: document.source(of: fetch.range)))
    }
  }
}
