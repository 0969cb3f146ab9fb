import Consent
import Testing

@Suite struct FormulaGuardTests {
  @Test(arguments: [
    ("", ""), ("anna", "anna"), ("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"),
    ("'=x", "''=x"), ("''-", "'''-"), ("'quoted'", "'quoted'"), ("a=b", "a=b"),
  ])
  func protectsAndUndoes(_ cell: String, _ expected: String) {
    #expect(FormulaGuard.protect(cell) == expected)
    #expect(FormulaGuard.unprotect(FormulaGuard.protect(cell)) == cell)
  }
}
