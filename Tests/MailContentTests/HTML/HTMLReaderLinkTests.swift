import Testing

@testable import MailContent

@Suite struct HTMLReaderLinkTests {
  /// Each link as "target|text", with "!" before one that is not seen.
  struct Case: Sendable {
    let html: String
    let links: [String]
    init(_ html: String, _ links: String...) {
      self.html = html
      self.links = links
    }
  }

  @Test(arguments: [
    Case(
      "<a href='https://x.test/u?a=1&amp;b=2'>Vom <b>Newsletter</b>\n abmelden</a>",
      "https://x.test/u?a=1&b=2|Vom Newsletter abmelden"),
    Case("<a href=' a\n'>b</a>", "a|b"), Case("<a href=a>b<a href=c>d</a>e", "a|b", "c|d"),
    Case("<a href='#'>b</a>", "#|b"),
    Case("<a>b</a>", "|b"), Case("<a name=x></a><a id=y></a>"), Case("<a href=''>b</a>", "|b"),
    Case("<a href=a><img src=p alt='abmelden'></a>", "a|abmelden"), Case("<a href=a><img src=p alt=''></a>", "a|"),
    Case("<a href=a></a>", "!a|"), Case("<a href=a hidden>b</a>", "!a|b"),
    Case("<a href=a aria-hidden=true>b</a>", "!a|b"),
    Case("<a href=a aria-hidden=false>b</a>", "a|b"), Case("<unsubscribe>b</unsubscribe>"),
    Case("<div hidden><a href=a>b</a></div>", "!a|b"),
    Case("<a href=a style='font-size:0'>b</a>", "!a|b"), Case("<a href=a><span hidden>x</span>b</a>", "a|b"),
    Case("<a href=a style='color:#fff'>b</a>", "!a|b"), Case("<map><area shape=rect href=a alt=b></map>", "a|b"),
    Case("<table><tr><td><a href=a>b<td>c</a>", "a|b"), Case("<p><a href=a>b</p>c</a>", "a|b"),
    Case("<svg><a xlink:href=a><text>b</text></a></svg>", "a|b"), Case("<mj-button href=a>b</mj-button>", "a|b"),
    Case("<mj-image href=a src=s alt=b />c", "a|b"),
    Case(
      "<base href='https://x.test/y/'><a href=z>b</a><a href='#'>c</a>",
      "https://x.test/y/z|b", "#|c"),
    Case("<!--[if mso]><v:roundrect href='a'><center>b</center></v:roundrect><![endif]-->", "a|b"),
    Case("<a href=o><!--[if mso]><v:rect href='a'>b</v:rect><![endif]-->c</a>", "o|bc", "a|b"),
    Case("<a href=javascript:void(0)>b</a>", "javascript:void(0)|b"),
    Case(
      "<a href=mailto:a@b.test?subject=x>b</a>",
      "mailto:a@b.test?subject=x|b"), Case("<a href=a>b", "a|b"),
    Case("<a href=a>ab<span></span>mel&shy;den</a>", "a|abmel\u{ad}den"),
  ]) func links(_ test: Case) {
    let links = HTMLSample(test.html).result.links
    #expect(links.map { "\($0.isVisible ? "" : "!")\($0.target)|\($0.text)" } == test.links)
  }

  @Test func knowsPlaceTitleAndQuotation() throws {
    let sample = HTMLSample("x<a href=a title=T aria-label=L>b</a><blockquote><a href=c>d</a></blockquote>")
    #expect(
      sample.result.links.map { sample.written($0.range) } == [
        "<a href=a title=T aria-label=L>b</a>", "<a href=c>d</a>",
      ])
    #expect(
      sample.result.links.map { sample.written($0.tagRange) } == ["<a href=a title=T aria-label=L>", "<a href=c>"])
    #expect(sample.result.links.map(\.title) == ["T L", ""])
    #expect(sample.result.links.map(\.isQuoted) == [false, true])
  }
}
