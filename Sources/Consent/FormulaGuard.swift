/// Spreadsheets run cells that begin like a formula, whoever wrote them: `=HYPERLINK(…)` in a note would leak the row.
/// An apostrophe before it makes it text; reading takes exactly that apostrophe off again.
package enum FormulaGuard {
  private static let dangerous: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n"]

  package static func protect(_ cell: String) -> String {
    isGuarded(cell.unicodeScalars[...]) ? "'" + cell : cell
  }

  package static func unprotect(_ cell: String) -> String {
    let scalars = cell.unicodeScalars
    guard scalars.first == "'", isGuarded(scalars.dropFirst()) else { return cell }
    return String(scalars.dropFirst())
  }

  /// A dangerous beginning, also behind apostrophes that were there before, so that `unprotect` undoes `protect`.
  private static func isGuarded(_ cell: Substring.UnicodeScalarView) -> Bool {
    guard let first = cell.first(where: { $0 != "'" }) else { return false }
    return dangerous.contains(first)
  }
}
