import MailSyntax
import Testing

struct AddrSpecFormsTests {
  @Test(arguments: [
    ("a@b.test", "a@b.test"), ("<a@b.test>", "a@b.test"), ("Anna <a@b.test>", "a@b.test"), ("root", "root"),
    ("\"a b\"@c.test", "\"a b\"@c.test"), ("jörg@müller.test", "jörg@müller.test"), ("a@[192.0.2.1]", "a@[192.0.2.1]"),
    ("\"a@b\"@c.test", "\"a@b\"@c.test"),
    ("\\=?utf-8?q?a?=@b.test", "\"=?utf-8?q?a?=\"@b.test"),
  ])
  func parsing(_ text: String, _ wireForm: String) { #expect(AddrSpec(parsing: text)?.wireForm == wireForm) }

  @Test(arguments: [
    "a@b.test\r\nRCPT TO:<c@d>", "a@b\0", "a@b,c@d", "", "<>", "a@b;c@d", "a\u{1}@b", "@b", "a@b.test\n",
  ])
  func refused(_ text: String) { #expect(AddrSpec(parsing: text) == nil, "\(visible(text))") }

  @Test(arguments: [
    ("Müller.example", "xn--mller-kva.example"), ("EXAMPLE.org", "example.org"),
    ("bücher.example", "xn--bcher-kva.example"),
    ("xn--mller-kva.example", "xn--mller-kva.example"), ("MU\u{308}LLER.example", "xn--mller-kva.example"),
    ("例え。テスト", "xn--r8jz45g.xn--zckzah"), ("ｅｘａｍｐｌｅ．org", "example.org"), ("faß.de", "xn--fa-hia.de"),
    ("\u{43F}\u{43E}\u{447}\u{442}\u{430}.\u{440}\u{444}", "xn--80a1acny.xn--p1ai"),
  ])
  func asciiDomain(_ domain: String, _ expected: String) {
    #expect(AddrSpec(localPart: "a", domain: domain).asciiDomain == expected)
  }

  @Test func comparisonKey() {
    #expect(AddrSpec(parsing: "Anna@Müller.example")?.comparisonKey == "anna@xn--mller-kva.example")
    #expect(AddrSpec(parsing: "anna@xn--mller-kva.EXAMPLE")?.comparisonKey == "anna@xn--mller-kva.example")
  }

  @Test(arguments: ["a b@c", "a@b c", "a\r@b", "a>@b", "a@b<", "a@b\n"])
  func unsafe(_ text: String) {
    let at = text.firstIndex(of: "@")!
    let address = AddrSpec(localPart: String(text[..<at]), domain: String(text[text.index(after: at)...]))
    // A space in a local-part stands within quotes then, and is safe.
    #expect(address.isSafeOnTheWire == (text == "a b@c"))
    #expect(!address.wireForm.contains("\r") || !address.isSafeOnTheWire)
  }

  @Test(
    "What is read is written so that it reads the same",
    arguments: ["a@[127.0.0.1]", "a@[IPv6:2001:db8::1]", "a@b.test", "\"a;b\"@c.test"])
  func roundTrip(_ text: String) throws {
    let address = try #require(AddrSpec(parsing: text))
    #expect(AddrSpec(parsing: "<\(address.wireForm)>")?.comparisonKey == address.comparisonKey)
  }

  @Test("A domain with specials is no address", arguments: ["a@||\\;|", "a@b;c", "a@b\\:c"])
  func refusedDomain(_ text: String) { #expect(AddrSpec(parsing: text) == nil) }

  @Test func specialsEndADomain() {
    for domain in ["b;c", "b:c", "b(c", "[b", "b]"] {
      #expect(!AddrSpec(localPart: "a", domain: domain).isSafeOnTheWire)
    }
    for domain in ["b.test", "[127.0.0.1]", "[IPv6:2001:db8::1]", ""] {
      #expect(AddrSpec(localPart: "a", domain: domain).isSafeOnTheWire)
    }
  }
}
