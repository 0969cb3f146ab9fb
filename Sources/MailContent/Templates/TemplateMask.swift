import MailSyntax

/// A template file whose expressions are overwritten, octet by octet, so that the markup around them can be read.
///
/// The mask octet is neither white space nor quote nor angle bracket: an expression in a value, a name or a text
/// changes nothing around it, and every offset stays valid. Languages are told by their delimiters, which do not
/// overlap; those that do are looked for only in files of their language.
/// - Complexity: O(n) in octets.
struct TemplateMask {
  /// The file with its expressions masked.
  private(set) var octets: [UInt8]
  /// In order, not overlapping; a block of code that also prints in pieces.
  private(set) var expressions: [Expression] = []
  /// The same as they were found.
  private(set) var found: [ExpressionFinder.Found] = []

  /// - Parameters:
  ///   - format: of markup, the content of style and script elements knows no expressions in single braces.
  ///   - language: nil where nobody knows; then only the languages are looked for whose marks are plain to see.
  init(_ written: [UInt8], format: Body.Format, language: TemplateLanguage? = nil) {
    octets = written
    let languages = language.map { TemplateLanguages($0) } ?? TemplateLanguages(written.span)
    var finder = ExpressionFinder(isMarkup: format == .html, languages: languages)
    let span = written.span
    var index = 0
    while let found = finder.next(from: index, in: span) {
      self.found.append(found)
      if case .php = found.language {
        expressions += PrintStatements.pieces(of: found, in: span)
      } else {
        expressions.append(
          Expression(
            range: found.range, words: ExpressionWords.read(found.content, in: span),
            isOutput: found.language.prints(found.content, opener: found.range.lowerBound, in: span)))
      }
      index = found.range.upperBound
    }
    for expression in expressions {
      for place in expression.range { octets[place] = Octet.mask }
    }
  }
}
