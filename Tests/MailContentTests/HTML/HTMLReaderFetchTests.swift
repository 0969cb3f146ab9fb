import Testing

@testable import MailContent

/// One document and what a client may fetch of it, as "kind url"; each kind of fetch has its case.
@Suite struct HTMLReaderFetchTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let html: String
    let fetches: [String]
    init(_ html: String, _ fetches: String...) {
      self.html = html
      self.fetches = fetches
    }
    var testDescription: String { html }
  }

  static let cases: [Case] = [
    Case("<img src=https://t.test/a>", "image https://t.test/a"),
    Case("<image src='https://t.test/a'>", "image https://t.test/a"),
    Case("<IMG SRC=\"https://t.test/a\"/>", "image https://t.test/a"),
    Case("<img src=a src=b>", "image a"),
    Case("<img alt='>' src=a>", "image a"),
    Case("<img src=' https://t.test/o/9f3a&#10;e5b2\n4d '>", "image https://t.test/o/9f3ae5b24d"),
    Case("<img src=\"https&#58;//t.test&#47;o\">", "image https://t.test/o"),
    Case("<img src='https://t.test/?a=1&copy=2&amp;b'>", "image https://t.test/?a=1&copy=2&b"),
    Case("<img src=//T.test/o>", "image https://t.test/o"),
    Case("<img src='HTTPS:\\\\t.test\\o'>", "image https://t.test/o"),
    Case("<img src='https:/t.test/o'>", "image https://t.test/o"),
    Case("<img src='https://%74.test/%6f'>", "image https://t.test/%6f"),
    Case("<img src='cid:logo@x'>", "image cid:logo@x"),
    Case("<img src=''>"),
    Case("<img>"),
    Case("<img src=a lowsrc=b dynsrc=c>", "image a", "image b", "image c"),
    Case(
      "<img srcset='https://t.test/1 1x, https://t.test/2,3 2x,d'>",
      "srcset https://t.test/1", "srcset https://t.test/2,3", "srcset d"),
    Case("<picture><source srcset='a 1x' media='(min-width:1px)'><img src=b></picture>", "srcset a", "image b"),
    Case(
      "<iframe srcdoc=\"<img src=a><style>p{background:url(b)}</style><iframe srcdoc='<img src=c>'>\"></iframe>",
      "image a", "css-url b"),
    Case("<iframe src=a srcdoc='&lt;img src=b>'></iframe>", "frame a", "image b"),
    Case("<td background=a>", "background a"),
    Case("<body background='a'>", "background a"),
    Case("<div style='background:url(a)'>", "css-url a"),
    Case("<div style=\"background:url('a')\">", "css-url a"),
    Case("<div style=\"background:url(&quot;a&quot;)\">", "css-url a"),
    Case("<div style='background:url( a )'>", "css-url a"),
    Case("<div style='background:u\\72l(a)'>", "css-url a"),
    Case("<div style='background:\\75 rl(\\61)'>", "css-url a"),
    Case("<div style=\"background:url(/* */'a'/**/)\">", "css-url a"),
    Case("<div style='background/**/:/**/url(a)'>", "css-url a"),
    Case("<div style='/*background:url(a)*/'>"),
    Case("<div style='background:image-set(\"a\" 1x, url(b) 2x)'>", "css-url a", "css-url b"),
    Case("<div style='background:-webkit-image-set(url(a) 1x)'>", "css-url a"),
    Case("<div style='background:image-set(\"a\" type(\"image/png\"))'>", "css-url a"),
    Case(
      "<div style=\"filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(src='a',sizingMethod='scale')\">",
      "css-url a"),
    Case("<div style='behavior:url(#default#VML)'>"),
    Case("<div style='list-style-image:url(a);content:url(b)'>", "css-url a", "css-url b"),
    Case(
      "<style>@import url(\"a\");@import 'b' screen;@import url(c);</style>",
      "css-import a", "css-import b", "css-import c"),
    Case("<style>@charset \"utf-8\";@namespace url(x);</style>"),
    Case("<style>@font-face{font-family:x;src:url(a) format('woff2'),url(b)}</style>", "font a", "font b"),
    Case(
      "<style>@media print{#_t{background-image:url('a')}} blockquote #_t{background:url(b)}</style>",
      "css-url a", "css-url b"),
    Case("<style><!-- .x{background:url(a)} --></style>", "css-url a"),
    Case("<style>.x{background:url(a) 0 0}.y{color:red;background:url(b)", "css-url a", "css-url b"),
    Case("<svg><style>.x{fill:url(a)}</style></svg>", "css-url a"),
    Case("<link rel=stylesheet href=a>", "stylesheet a"),
    Case("<link rel='alternate stylesheet' href=a>", "stylesheet a"),
    Case("<link rel='shortcut icon' href=a>", "icon a"),
    Case(
      "<link rel=prefetch href=a><link rel=preload href=b imagesrcset='c 1x'>", "preload a", "preload b", "srcset c"),
    Case("<link rel=dns-prefetch href=//a.test>", "preload https://a.test"),
    Case("<link rel=canonical href=a>"),
    Case("<video src=a poster=b><source src=c><track src=d></video>", "media a", "poster b", "media c", "media d"),
    Case("<audio src=a>", "media a"),
    Case("<iframe src=a></iframe><frame src=b>", "frame a", "frame b"),
    Case(
      "<object data=a></object><embed src=b><applet code=c archive=d>",
      "object a", "object b", "object c", "object d"),
    Case("<input type=image src=a><input type=text src=b>", "input a"),
    Case(
      "<svg><image href=a xlink:href=b /><use href='c#d'/><feImage href=e></svg>",
      "svg-image a", "svg-image b", "svg-image c#d", "svg-image e"),
    Case("<svg><use href='#d'/></svg>"),
    Case("<meta http-equiv=Refresh content='0; URL=\"a\"'>", "refresh a"),
    Case("<meta http-equiv=refresh content='5;a'>", "refresh a"),
    Case("<meta http-equiv=refresh content='5'>"),
    Case("<!--[if gte mso 9]><v:rect fill=t><v:fill type=tile src=\"a\" /></v:rect><![endif]-->", "vml a"),
    Case("<!--[if mso]><img src=a><![endif]-->", "image a"),
    Case("<!--[if !mso]><!--><img src=a><!--<![endif]-->", "image a"),
    Case("<!--[if !mso]><!-- --><img src=a><!--<![endif]-->", "image a"),
    Case("<![if !mso]><img src=a><![endif]>", "image a"),
    Case("<!-- <img src=a> -->"),
    Case(
      "<amp-img src=a></amp-img><amp-pixel src=b></amp-pixel><amp-list src=c></amp-list>",
      "image a", "image b", "object c"),
    Case(
      "<base href='https://t.test/o/p?q'><img src=a><img src=/b><img src=../c><img src='?d'>",
      "image https://t.test/o/a", "image https://t.test/b", "image https://t.test/o/../c",
      "image https://t.test/o/p?d"),
    Case("<img src=a><base href='https://t.test'><base href='https://u.test'>", "image https://t.test/a"),
    Case(
      "<img src=\"data:image/svg+xml,%3Csvg%3E%3Cimage href='https://t.test/a'/%3E%3C/svg%3E\">",
      "image data:image/svg+xml,%3Csvg%3E%3Cimage href='https://t.test/a'/%3E%3C/svg%3E", "svg-image https://t.test/a"),
    Case(
      "<img src='data:image/svg+xml;base64,PHN2Zz48aW1hZ2UgaHJlZj0iYSIvPjwvc3ZnPg=='>",
      "image data:image/svg+xml;base64,PHN2Zz48aW1hZ2UgaHJlZj0iYSIvPjwvc3ZnPg==", "svg-image a"),
    Case("<script>'<img src=a>'</script><title><img src=b></title><textarea><img src=c></textarea>"),
    Case("<noscript><img src=a></noscript>", "image a"),
    Case("<img src=a"),
    Case("<mj-image src=a /><mj-section background-url=b>", "image a", "background b"),
  ]

  @Test(arguments: cases) func fetches(_ test: Case) {
    let fetches = HTMLSample(test.html).result.fetches
    #expect(fetches.map { "\($0.kind.rawValue) \($0.url)" } == test.fetches)
  }

  @Test(arguments: cases) func removingThemLeavesNone(_ test: Case) {
    let sample = HTMLSample(test.html)
    var octets = sample.octets
    var untouched = octets.count
    for fetch in sample.result.fetches.sorted(by: { $0.removal.upperBound > $1.removal.upperBound }) {
      #expect(fetch.removal.lowerBound <= fetch.range.lowerBound && fetch.range.upperBound <= fetch.removal.upperBound)
      let end = min(fetch.removal.upperBound, untouched)
      guard fetch.removal.lowerBound < end else { continue }
      octets.removeSubrange(fetch.removal.lowerBound..<end)
      untouched = fetch.removal.lowerBound
    }
    #expect(HTMLSample(octets).result.fetches.isEmpty, "\(String(decoding: octets, as: UTF8.self))")
  }

  struct Size: Sendable {
    let html: String
    let width: Double?
    let height: Double?
  }

  @Test(arguments: [
    Size(html: "<img src=a width=1 height='2px'>", width: 1, height: 2),
    Size(html: "<img src=a width='100%'>", width: nil, height: nil),
    Size(html: "<img src=a width=200 style='height:1px'>", width: 200, height: 1),
    Size(html: "<img src=a style='max-width:1px;width:100%'>", width: 1, height: nil),
    Size(html: "<img src=a width=600 style='min-width:0;max-height:.5em'>", width: 600, height: nil),
    Size(html: "<img src=a style='border:1px solid gray' width=32 height=16>", width: 32, height: 16),
    Size(html: "<img src=a style='width:0.75pt;height:1PX !important;height:50px'>", width: 1, height: 1),
    Size(html: "<style>img.t{width:1px}</style><img src=a class='u t' height=1>", width: 1, height: 1),
    Size(html: "<img src=a width='' height=auto>", width: nil, height: nil),
  ]) func sizes(_ test: Size) throws {
    let fetch = try #require(HTMLSample(test.html).result.fetches.first)
    #expect(fetch.width == test.width)
    #expect(fetch.height == test.height)
  }

  @Test(arguments: [
    ("<blockquote><img src=a></blockquote>", true), ("<blockquote></blockquote><img src=a>", false),
    ("<div class='x gmail_quote'><p><img src=a>", true), ("<div id=divRplyFwdMsg>Von:</div><img src=a>", true),
    ("<div><div id=appendonsend></div><img src=a></div>", true), ("<img src=a><div id=divRplyFwdMsg></div>", false),
  ]) func quoted(_ html: String, _ isQuoted: Bool) throws {
    #expect(try #require(HTMLSample(html).result.fetches.first).isQuoted == isQuoted)
  }

  @Test func keepsAlternativeTextAndClasses() throws {
    let fetches = HTMLSample("<img src=a alt='x &amp; y' class='dark  m'><img src=b>").result.fetches
    #expect(fetches.map(\.alt) == ["x & y", nil])
    #expect(fetches.map(\.classes) == ["dark  m", ""])
  }

  @Test func namesThePlaceOfTheURLAndOfWhatToTakeOut() {
    let sample = HTMLSample("<p style='color:red;background:url(&#34;a&#34;) ;x:y'><td background=b><img src=\"c\">")
    #expect(sample.result.fetches.map { sample.written($0.range) } == ["a", "b", "c"])
    #expect(
      sample.result.fetches.map { sample.written($0.removal) } == [
        "background:url(&#34;a&#34;) ;", "background=b", "<img src=\"c\">",
      ])
  }
}

/// HTML with what was read of it.
struct HTMLSample {
  let octets: [UInt8]
  let result: HTMLReader.Result

  init(_ html: String) { self.init(Array(html.utf8)) }
  init(_ octets: [UInt8]) {
    self.octets = octets
    result = HTMLReader.read(
      octets, decoder: VisibleTextDecoder(written: octets, expressions: [], isTemplate: false))
  }

  var text: String { String(decoding: result.text.utf8, as: UTF8.self) }
  func written(_ range: Range<Int>) -> String { String(decoding: octets[range], as: UTF8.self) }
}
