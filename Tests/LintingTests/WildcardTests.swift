import Testing

@testable import Linting

@Suite struct WildcardTests {
  @Test(arguments: [
    ("*@x.de", "a@x.de", true), ("a@x.de", "a@x.de", true), ("a@x.de", "b@x.de", false), ("*", "", true),
    ("", "", true),
    ("", "a", false), ("a*b*c", "axxbyyc", true), ("a*b*c", "axxc", false), ("*.de", "x.de.", false),
    ("a**", "a", true),
  ])
  func text(_ pattern: String, _ text: String, _ isMatch: Bool) {
    #expect(Wildcard.matches(pattern, text) == isMatch)
  }

  @Test(arguments: [
    ("templates/order/**", "templates/order/a/b.html", true), ("templates/order/**", "templates/order/b.html", true),
    ("templates/*.html", "templates/a/b.html", false), ("**/news*", "a/b/newsletter.html", true), ("**", "a/b", true),
    ("**/x", "x", true), ("a/**/z", "a/z", true), ("a/**/z", "a/b/c", false), ("a.html", "./a.html", true),
  ])
  func path(_ pattern: String, _ path: String, _ isMatch: Bool) {
    #expect(Wildcard.matches(path: pattern, path) == isMatch)
  }
}
