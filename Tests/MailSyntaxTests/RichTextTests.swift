import MailSyntax
import Testing

struct RichTextTests {
  private static func text(_ octets: String) -> String? {
    RichText(Array(octets.utf8)).map { String(decoding: $0.text, as: UTF8.self) }
  }

  @Test("plain text", arguments: [
    (#"{\rtf1 Hallo}"#, "Hallo"),
    (#"{\rtf1\ansi Gr\'fc\'dfe\par bis bald\line !}"#, "Grüße\r\nbis bald\r\n!"),
    (#"{\rtf1\uc1 \u8364?5 \u-10179?\u-8704?}"#, "€5 😀"),
    (#"{\rtf1\uc0 \u8364 5}"#, "€5"),
    (#"{\rtf1\uc2 \u8364\'a2\'e35}"#, "€5"),
    (#"{\rtf1 a\~b\_c\-d\{\}\\}"#, "a\u{A0}b\u{2011}c\u{AD}d{}\\"),
    (#"{\rtf1 \ldblquote a\rdblquote\tab\bullet}"#, "“a”\t•"),
    (#"{\rtf1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}\f1 \'cf\f0 \'cf}"#, "ПÏ"),
    (#"{\rtf1\deff1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}\f0 \'f5\plain \'f5}"#, "õő"),
    (#"{\rtf1{\info{\title x}}{\*\generator y;}{\stylesheet z;}a{\pict ffd8}b}"#, "ab"),
    (#"{\rtf1 a\bin3 }}}b}"#, "ab"),
    (#"{\rtf1\ansicpg932 \'82\'a0}"#, "あ"),
  ])
  func plain(_ source: String, _ expected: String) {
    #expect(Self.text(source) == expected)
    #expect(RichText(Array(source.utf8))?.isHTML == false)
  }

  @Test("the target of a link stands before its text")
  func link() {
    let source = #"{\rtf1 {\field{\*\fldinst{HYPERLINK "https://beispiel.test/ab?x=1" }}{\fldrslt{\ul Abmelden}}}.}"#
    #expect(Self.text(source) == "<https://beispiel.test/ab?x=1> Abmelden.")
  }

  @Test("HTML is taken out as it was")
  func html() throws {
    let source = #"""
      {\rtf1\ansi\ansicpg1252\fromhtml1 \fbidis \deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}}
      {\*\htmltag19 <html>}{\*\htmltag64}{\*\htmltag84 <a href="https://beispiel.test/\'fc">}\htmlrtf {\b RTF \htmlrtf0
      Gr\'fc\'dfe{\*\mhtmltag84 <a href="cid:x">}{\*\htmltag92 </a>}\htmlrtf }\htmlrtf0 {\*\htmltag240 &nbsp;}{\pntext \'b7}
      {\*\htmltag27 </html>}}
      """#
    let rich = try #require(RichText(Array(source.utf8)))
    #expect(rich.isHTML)
    #expect(
      String(decoding: rich.text, as: UTF8.self) == #"<html><a href="https://beispiel.test/ü">Grüße</a>&nbsp;</html>"#)
  }

  @Test func whatBeginsOtherwiseIsNone() { #expect(RichText(Array("Hallo {\\rtf1 x}".utf8)) == nil) }

  @Test("whatever is cut off, what stands before it is read")
  func damage() throws {
    let source = Array(#"{\rtf1{\fonttbl{\f1\fcharset204 x;}}a\u8364?\'e4{\*\htmltag64 b}\bin99999999999 c}}}"#.utf8)
    for end in 5...source.count {
      let text = try #require(RichText(Array(source[..<end]))).text
      #expect(String(validating: text, as: UTF8.self) != nil)
    }
  }

  @Test("groups within groups beyond measure are left out, what follows is read")
  func depth() {
    let deep = String(repeating: "{", count: 100_000) + "x" + String(repeating: "}", count: 100_000)
    #expect(Self.text("{\\rtf1 a\(deep)b}") == "ab")
  }
}
