import TestSupport
import Testing

@testable import MailContent

/// A style that was computed for one tag counts for no other that says something else.
@Suite struct StyleMemoTests {
  @Test func valuesAreComparedAsAWhole() {
    // The first and the last eight octets, and the length, are the same.
    let sample = HTMLSample(
      """
      <p style="padding:0;display:block;margin:0;border:0">seen</p>
      <p style="padding:0;display:none ;margin:0;border:0">hidden</p>
      <p style="padding:0;display:block;margin:0;border:0">again</p>
      """)
    #expect(sample.text == "seen\nagain")
  }

  @Test(arguments: [
    ("<p class=a>x</p><div class=a>y</div>", "div.a{display:none}", "x"),
    ("<p class=a>x</p><p class=b>y</p>", ".b{display:none}", "x"),
    ("<p class=a>x</p><p id=a>y</p>", "#a{display:none}", "x"),
    ("<p class=a>x</p><p class=a hidden>y</p>", ".c{color:red}", "x"),
    ("<p>x</p><p style='display:none'>y</p><p>z</p>", "i{color:red}", "x\nz"),
    ("<b>x</b><i>y</i><b>z</b>", "i{display:none}", "xz"),
    ("<p>x</p>", "*{display:none}", ""),
  ]) func tagsThatDifferAreToldApart(_ html: String, _ css: String, _ text: String) {
    #expect(HTMLSample("<style>\(css)</style>\(html)").text == text)
    // A sheet that comes later counts for all, too.
    #expect(HTMLSample("\(html)<style>\(css)</style>").text == text)
  }

  @Test func eachTagsResourcesAreItsOwn() {
    let tag = "<p style=\"background:url(a)\">x</p>"
    let sample = HTMLSample(tag + tag)
    #expect(sample.result.fetches.map { sample.written($0.range) } == ["a", "a"])
    #expect(Set(sample.result.fetches.map(\.range)).count == 2)
  }

  @Test func manyStylesAreAllKeptApart() {
    let tags = (0..<2_000).map { "<p style=\"width:\($0)px;display:\($0 % 3 == 0 ? "none" : "block")\">\($0)</p>" }
    let seen = (0..<2_000).filter { $0 % 3 != 0 }.map { "\($0)" }
    #expect(HTMLSample((tags + tags).joined()).text == (seen + seen).joined(separator: "\n"))
  }

  @Test func whatOutlookHidesDependsOnWhereItStands() {
    let sample = HTMLSample(
      "<p style='mso-hide:all'>x</p><!--[if !mso]><!--><p style='mso-hide:all'>y</p><!--<![endif]-->")
    #expect(sample.text == "y")
  }
}
