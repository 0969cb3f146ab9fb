import Testing

@testable import MailContent

@Suite struct PlainTextReaderTests {
  @Test(arguments: [
    ("see https://x.test/a?b=c. Now", "https://x.test/a?b=c"), ("<https://x.test/a>", "https://x.test/a"),
    ("(www.x.test/a_(b))", "http://www.x.test/a_(b)"),
    ("mail anna@kunde.test, please", "mailto:anna@kunde.test"),
    ("mailto:a@b.test?subject=x", "mailto:a@b.test?subject=x"),
    ("http://", ""), ("a@b", ""), ("a@b.", ""), ("@b.test", ""), ("note: this", ""), ("http:x", ""),
    ("xhttps://a.test", ""),
    ("HTTPS://X.test", "HTTPS://X.test"), ("https://a.test https://b.test", "https://a.test https://b.test"),
    ("jörg@müller.test!", "mailto:jörg@müller.test"), ("https://a.test/x@b.test", "https://a.test/x@b.test"),
    ("tel:+49123", "tel:+49123"),
    ("\"www.x.test\"", "http://www.x.test"), ("https://a.test/b\nc", "https://a.test/b"), ("a.b.@c.test", ""),
    ("'a@b.test'", "mailto:a@b.test"),
  ]) func links(_ text: String, _ targets: String) {
    #expect(read(text).links.map(\.target).joined(separator: " ") == targets)
  }

  @Test(arguments: [
    ("a\n> b\n> c\nd\n", "> b\n> c\n"), (">From here\n", ""), ("a\r\n>b\r\nc", ">b\r\n"),
    ("a\n-----Original Message-----\nb\nc", "-----Original Message-----\nb\nc"),
    ("---------- Forwarded message ---------\nb", "---------- Forwarded message ---------\nb"), ("-- \nb", ""),
    ("--------\nb", ""),
    ("-----Ursprüngliche Nachricht-----\nb", "-----Ursprüngliche Nachricht-----\nb"),
  ]) func quoted(_ text: String, _ quoted: String) {
    let visible = read(text).text
    #expect(visible.quoted.map { String(decoding: visible.utf8[$0], as: UTF8.self) }.joined() == quoted)
  }

  @Test func keepsTheTextAsItIs() {
    let text = read(" a  \r\n\tb\n").text
    #expect(text.utf8 == Array(" a  \r\n\tb\n".utf8))
    #expect(text.source(of: 1..<2) == 1..<2)
  }

  @Test func knowsQuotedLinks() {
    #expect(read("https://a.test\n> https://b.test\nhttps://c.test").links.map(\.isQuoted) == [false, true, false])
  }

  @Test func namesPeople() {
    let text = read(
      "Von: a@x.test\n> An: \"B\" <b@x.test>, c@x.test;\n d@x.test\nGruß, e@x.test\nTo be: f@x.test"
    ).text
    #expect(
      NamedPeople.find(in: text).map { "\($0.role.rawValue) \($0.address)" } == [
        "quoted-field a@x.test", "quoted-field b@x.test", "quoted-field c@x.test", "quoted-field d@x.test",
        "text e@x.test",
        "text f@x.test",
      ])
  }

  private func read(_ text: String) -> (text: VisibleText, links: [Link]) {
    let octets = Array(text.utf8)
    return PlainTextReader.read(
      octets, decoder: VisibleTextDecoder(written: octets, expressions: [], isTemplate: false))
  }
}
