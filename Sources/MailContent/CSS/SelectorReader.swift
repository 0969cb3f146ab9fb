import MailSyntax

/// Reads a list of selectors, of which only single compounds of element, classes and id are kept. CSS Selectors Level 4
/// §3.1.
enum SelectorReader {
  /// - Returns: the compounds, and whether they are all that the list has.
  static func compounds(
    _ tokens: [CSSToken], in octets: Span<UInt8>
  ) -> (compounds: [StyleSheet.Compound], isComplete: Bool) {
    var compounds: [StyleSheet.Compound] = []
    var isComplete = tokens.count < StyleReader.maximumTokens
    var start = 0
    for index in 0...tokens.count {
      guard index == tokens.count || tokens[index].kind == .comma else { continue }
      var slice = tokens[start..<index]
      start = index + 1
      while slice.first?.kind == .space { slice.removeFirst() }
      while slice.last?.kind == .space { slice.removeLast() }
      if let compound = compound(slice, in: octets) {
        compounds.append(compound)
      } else {
        isComplete = false
      }
    }
    return (compounds, isComplete)
  }

  private static func compound(_ tokens: ArraySlice<CSSToken>, in octets: Span<UInt8>) -> StyleSheet.Compound? {
    var compound = StyleSheet.Compound()
    var index = tokens.startIndex
    guard index < tokens.endIndex else { return nil }
    while index < tokens.endIndex {
      let token = tokens[index]
      switch token.kind {
      case .ident where index == tokens.startIndex: compound.element = CSSText.name(token.content, in: octets)
      case .hash where compound.identifier == nil:
        compound.identifier = StyleSheet.Compound.nameKey(
          CSSText.decode(token.content, in: octets), isIdentifier: true)
      case .delim where octets[token.range.lowerBound] == UInt8(ascii: "*") && index == tokens.startIndex: break
      case .delim where octets[token.range.lowerBound] == UInt8(ascii: "."):
        index += 1
        guard index < tokens.endIndex, tokens[index].kind == .ident else { return nil }
        compound.addClass(
          StyleSheet.Compound.nameKey(CSSText.decode(tokens[index].content, in: octets), isIdentifier: false))
      default: return nil
      }
      index += 1
    }
    return compound
  }
}
