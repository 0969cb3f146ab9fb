import Testing

@testable import MailContent

/// Visible text: what is shown, how it is joined, and what hides it.
@Suite struct HTMLReaderTextTests {
  @Test(arguments: [
    ("Hello", "Hello"), ("  a \n\t b  ", "a b"), ("a<b>b</b>c", "abc"), ("<p>a<p>b", "a\nb"),
    ("a<br>b<br/>c", "a\nb\nc"),
    ("<td>a</td><td>b</td>", "a\nb"), ("<ul><li>a<li>b</ul>c", "a\nb\nc"), ("a<div></div><div></div>b", "a\nb"),
    ("&lt;a&gt; &amp;amp; &euro;&nbsp;x&NotEqualTilde;", "<a> &amp; €\u{a0}x≂̸"), ("a&#32; &#9;b", "a b"),
    ("ab&shy;c", "ab\u{ad}c"),
    ("<title>x</title><style>y</style><script>z</script><template>t</template>a", "a"),
    ("<textarea>a&amp;</textarea>", "a&"),
    ("<noscript>a</noscript><noembed>b</noembed><iframe>c</iframe>", "a"), ("<pre>a\n b</pre>", "a\nb"),
    ("a<!-- b -->c", "ac"), ("<!--[if mso]>a<![endif]-->b", "ab"), ("<svg><title>x</title><text>y</text></svg>z", "yz"),
    ("<math><![CDATA[a<b]]></math>", "a<b"), ("<![CDATA[a]]>b", "b"), ("a\0b", "ab"), ("a<", "a<"), ("a</", "a</"),
    ("a <b>b</b> c", "a b c"), ("a<b> b</b> <i> c</i>", "a b c"), ("<xmp><b></xmp>", "<b>"),
    ("<select><option>a<option>b</select>", "a\nb"), ("<head>a</head>b", "ab"), ("<video>a</video>b", "b"),
    ("<!--[if gte mso 9]><xml><o:PixelsPerInch>96</o:PixelsPerInch></xml><![endif]-->a", "a"),
  ]) func text(_ html: String, _ text: String) {
    #expect(HTMLSample(html).text == text)
  }

  /// Each hides "x" and shows the rest.
  static let hidden: [String] = [
    "<style><!-- .h{display:none} --></style><p class=h>x</p>a", "<style>.a{}<!----></style><p hidden>x</p>a",
    "<div hidden>x</div>a", "<div style='display:none'>x</div>a", "<p style=\"DISPLAY : None\">x<p>a",
    "<span style='visibility:hidden'>x</span>a", "<span style='opacity:0'>x</span>a", "<b style='opacity:0.0%'>x</b>a",
    "<span style='font-size:0'>x</span>a", "<span style='font-size:1px'>x</span>a", "<b style='font:0/0 a'>x</b>a",
    "<div style='font-size:20px'><b style='font-size:.05em'>x</b>a</div>", "<div style='mso-hide:all'>x</div>a",
    "<div style='position:absolute;left:-9999px'>x</div>a",
    "<div style='text-indent:-999em;text-indent:-9999px'>x</div>a",
    "<div style='max-height:0'>x</div>a", "<div style='height:0;overflow:hidden'>x</div>a",
    "<div style='color:#fff;background:#ffffff'>x</div>a", "<td bgcolor=white><font color=#FEFEFE>x</font></td>a",
    "<body bgcolor=#000><span style='color:black'>x</span>a", "<span style='color:transparent'>x</span>a",
    "<span style='color:rgba(0,0,0,0)'>x</span>a", "<font color=white>x</font>a",
    "<span style='color:#ffffff'>x</span>a",
    "<style>.h{display:none}</style><div class='a h'>x</div>a", "<style>#h{display:none}</style><div id=h>x</div>a",
    "<style>h6{display:none}</style><h6>x</h6>a", "<style>h6.h,.z{display:none}</style><h6 class=h>x</h6>a",
    "<style>@media screen{.h{display:none}}</style><div class=h>x</div>a",
    "<p class=h>x</p>a<style>.h{display:none}</style>",
    "<style>.h{display:none!important}</style><div class=h style='display:block'>x</div>a",
    "<style>.h{visibility:hidden}</style><b class=h>x</b>a", "<style>.\\68{display:none}</style><b class=h>x</b>a",
    "<div hidden><div>x</div></div>a", "<div hidden><b>x</div>a", "<b hidden><div style='display:none'></b>x</div>a",
    "<div style='clip:rect(0 0 0 0);position:absolute'>x</div>a", "<span style='display:no\\6e e'>x</span>a",
    "<div style='overflow:hidden;width:1px'>x</div>a", "<div style='display:none' style='display:block'>x</div>a",
    "<table><tr><td style='display:none'>x<td>a</table>", "<ul><li hidden>x<li>a</ul>",
    "<div style='transform:scale(0)'>x</div>a",
  ]

  @Test(arguments: hidden) func hides(_ html: String) {
    #expect(HTMLSample(html).text == "a")
  }

  /// Each shows "x".
  @Test(arguments: [
    "<!--[if mso]><v:rect></v:rect><![endif]--><a style='mso-hide:all'>x</a>",
    "<!--[if mso]><v:roundrect fillcolor=red><center style='color:#fff'>x</center></v:roundrect><![endif]-->",
    "<div style='font-size:0'><span style='font-size:14px'>x</span></div>",
    "<font style='color:#fff;background:#000'>x</font>",
    "<div style='visibility:hidden'><b style='visibility:visible'>x</b></div>",
    "<div hidden style='display:block'>x</div>",
    "<td bgcolor='#333333'><font color=white>x</font></td>", "<td background='a.png'><font color=white>x</font></td>",
    "<td style='background:url(a)'><font color=white>x</font></td>",
    "<td style='background:tomato'><font color=white>x</font></td>",
    "<td style='background:var(--b)'><font color=white>x</font></td>", "<font color='#888888'>x</font>",
    "<style>@media print{.h{display:none}}</style><b class=h>x</b>",
    "<style>@media (max-width:600px){.h{display:none}}</style><b class=h>x</b>",
    "<style>table .h{display:none}</style><b class=h>x</b>",
    "<style>.h{display:none}.h{display:block}</style><b class=h>x</b>",
    "<style>.h{display:none}</style><b class=H>x</b>",
    "<style>#h{display:block}.h{display:none}</style><b class=h id=h>x</b>",
    "<style media=print>.h{display:none}</style><b class=h>x</b>", "<div style='height:0'>x</div>",
    "<div style='line-height:0'>x</div>",
    "<div style='displays:none;display:inline'>x</div>", "<div style='opacity:.9'>x</div>",
    "<span style='font-size:small'>x</span>",
    "<style>td.dark p{background:#000}</style><p style='color:#fff'>x", "<p hidden><p>x", "<h1 hidden></h2>x",
    "<!--[if !mso]><!--><a style='mso-hide:all'>x</a><!--<![endif]-->", "<div><p hidden></div>x",
    "<a hidden>y</a>x".replacingY,
    "<span hidden></span>x", "<img hidden>x", "<hr style='display:none'>x",
    "<div style='max-height:0px;max-height:none'>x</div>",
  ]) func shows(_ html: String) {
    #expect(HTMLSample(html).text == "x")
  }

  @Test func knowsWhereEachTextStands() {
    let sample = HTMLSample("<p>Gr&uuml;&szlig;e  an <b>alle</b>\n<p>Ende")
    #expect(sample.text == "Grüße an alle\nEnde")
    func place(_ text: String) -> String {
      let utf8 = Array(sample.text.utf8)
      let wanted = Array(text.utf8)
      let start = (0...(utf8.count - wanted.count)).first { Array(utf8[$0..<($0 + wanted.count)]) == wanted } ?? 0
      return sample.written(sample.result.text.source(of: start..<(start + wanted.count)))
    }
    #expect(place("Grüße") == "Gr&uuml;&szlig;e")
    #expect(place("ü") == "&uuml;")
    #expect(place("rü") == "r&uuml;")
    #expect(place("an alle") == "an <b>alle")
    #expect(place("lle\nEn") == "lle</b>\n<p>En")
    #expect(place("Ende") == "Ende")
  }

  @Test func knowsWhatIsQuoted() {
    let text = HTMLSample("<p>new</p><blockquote>old<p>er</blockquote>newer").result.text
    #expect(text.quoted.map { String(decoding: text.utf8[$0], as: UTF8.self) } == ["old\ner"])
    #expect(text.isQuoted(at: 5))
    #expect(!text.isQuoted(at: 0))
    #expect(!text.isQuoted(at: text.utf8.count - 1))
  }
}

extension String {
  /// The sample without its hidden letter.
  fileprivate var replacingY: String { String(filter { $0 != "y" }) }
}
