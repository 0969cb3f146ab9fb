import Testing

@testable import MailContent

/// What is skimmed says the same as what is split into tokens: a comment, which the short way does not take, makes the
/// difference.
@Suite struct StyleSkimmingTests {
  /// One declaration, as values that can be compared.
  struct Fact: Hashable {
    let property: CSSDeclaration.Property
    let value: CSSDeclaration.Value
    let priority: Int
  }

  private func facts(_ css: String) -> [Fact] {
    var reader = StyleReader()
    let octets = Array(css.utf8)
    reader.readAttribute(octets.span)
    return reader.declarations.map { Fact(property: $0.property, value: $0.value, priority: $0.priority) }
  }

  @Test(arguments: [
    "display:none", "display: none ;color:#fff", "font-size:12px;font-size:0", "color:red!important",
    "color: red ! important;width:50%", "mso-hide:all;-webkit-text-size-adjust:none", "DISPLAY:NONE",
    "font:bold 0 'Helvetica Neue',Arial", "font-family:\"a;b}\";display:none", "width:.5em;height:+3pt;left:-999px",
    "background:#FFF no-repeat;background-color:transparent", "color:#12", "display:;color:",
    "overflow:hidden;;;width:0",
    "opacity:0.01", "content:'x", "width:1e3px;height:10PX", "max-height:0\n;\toverflow:hidden\r\n",
    "text-indent:-9999px",
    "color:r\u{e9}d;display:none",
  ]) func declarationsAreTheSame(_ css: String) {
    let tokens = facts(css.split(separator: ":", omittingEmptySubsequences: false).joined(separator: ":/**/"))
    #expect(facts(css) == tokens)
    #expect(facts("\(css)}") == tokens)
  }

  @Test func aKnownDeclarationIsFound() {
    #expect(facts("padding:0;display:none;x:'y'") == [Fact(property: .display, value: .keyword(.none), priority: 0)])
  }

  /// What a tag is shown as by a style sheet.
  private func declarations(_ css: String, _ element: String, classes: [String], id: String?) -> [Fact] {
    var reader = StyleReader()
    let octets = Array(css.utf8)
    reader.readSheet(octets.span, isActive: true)
    var found: [CSSDeclaration] = []
    reader.sheet.apply(
      to: HTMLName(element),
      identifier: id.map { StyleSheet.Compound.nameKey(Array($0.utf8), isIdentifier: true) },
      classes: classes.map { StyleSheet.Compound.nameKey(Array($0.utf8), isIdentifier: false) }, into: &found)
    return found.map { Fact(property: $0.property, value: $0.value, priority: $0.priority) }
  }

  @Test(arguments: [
    ".a{color:red}", "p{color:red}", "P.a{color:red}", "#i{color:red}", "p#i.a.b{color:red}", "p,.x , .b{color:red}",
    ".a.b{color:red}.b{color:blue}", "p .a{color:red}", "a:hover,.a{color:red}", "*{color:red}", ".a1-b_c{color:red}",
    ".5a{color:red}", ".a>p{color:red}", "p{color:red;x{color:blue}color:green}", "p{color:red", "}p{color:red}",
    "@media screen{.a{color:red}}.b{color:blue}", "@media (max-width:1px){.a{color:red}}", "p,{color:red}",
    "@font-face{src:url(x)}.a{color:red}", "<!-- .a{color:red} -->",
  ]) func rulesAreTheSame(_ css: String) {
    let tokens = css.replacing("{", with: "/**/{/**/")
    for (element, classes, id) in [("p", ["a"], nil), ("p", ["a", "b"], "i"), ("td", ["b", "a1-b_c"], nil)] {
      #expect(
        declarations(css, element, classes: classes, id: id) == declarations(tokens, element, classes: classes, id: id))
    }
  }

  @Test func aRuleIsFound() {
    #expect(declarations(".a,#i{x:y;color:#fff}", "p", classes: ["a"], id: nil).count == 1)
  }

  @Test func resourcesAreNotSkimmedOver() {
    var reader = StyleReader()
    let octets = Array("border:0;x:url(a);color:red;y:url('b')".utf8)
    reader.readAttribute(octets.span)
    #expect(reader.resources.map { String(decoding: $0.url, as: UTF8.self) } == ["a", "b"])
  }
}
