import Testing

@testable import MailContent

@Suite struct CSSTokenizerTests {
  @Test(arguments: [
    ("a{b:c}", "ident openBrace ident colon ident closeBrace"), ("a/* } */b", "ident ident"), ("/* open", ""),
    ("url( a )", "url"), ("url('a')", "function string closeParen"), ("url(a b)", "badURL"), ("url(a", "url"),
    ("URL(a\\)b)", "url"), ("u\\72 l(a)", "url"),
    ("10px -2.5em 50% 3", "dimension space dimension space percentage space number"),
    ("#fff #", "hash space delim"), ("@import 'a';", "atKeyword space string semicolon"),
    ("'a\nb", "delim space ident"),
    ("'a\\\nb'", "string"), ("'a\\\r\nb'", "string"), ("'a\\\u{0C}b'", "string"), ("url(a\\\r\n)", "badURL"),
    ("url(a\\\n)", "badURL"), ("a\\\r\n", "ident delim space"), ("-\\\n", "delim delim space"),
    ("--x", "ident"), ("-1", "number"), (".5", "number"), (".a", "delim ident"),
    ("<!-- a -->", "space space ident space space"), ("\\", "delim"),
    ("a(b,c)", "function ident comma ident closeParen"),
    ("[a=b]", "openBracket ident delim ident closeBracket"), ("@", "delim"), ("é", "ident"),
  ]) func tokens(_ css: String, _ kinds: String) {
    let octets = Array(css.utf8)
    var tokenizer = CSSTokenizer(0..<octets.count)
    var found: [String] = []
    var position = 0
    while let token = tokenizer.next(in: octets.span) {
      found.append("\(token.kind)")
      #expect(token.range.lowerBound >= position && token.range.upperBound <= octets.count)
      #expect(token.content.clamped(to: token.range) == token.content)
      position = token.range.upperBound
    }
    #expect(found.joined(separator: " ") == kinds)
  }

  @Test(arguments: [
    ("\\61 b", "ab"), ("\\000061b", "ab"), ("\\0", "\u{fffd}"), ("\\110000", "\u{fffd}"), ("a\\", "a"), ("\\\na", "a"),
    ("\\\"", "\""), ("\\d800 x", "\u{fffd}x"), ("\\1F600", "\u{1f600}"),
  ]) func escapes(_ css: String, _ text: String) {
    let octets = Array(css.utf8)
    #expect(String(decoding: CSSText.decode(0..<octets.count, in: octets.span), as: UTF8.self) == text)
  }
}
