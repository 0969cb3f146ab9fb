import Configuration
import Testing

@Suite struct RelayURLTests {
  @Test(arguments: [
    ("smtps://smtp.example.org", "smtps://smtp.example.org:465"),
    ("smtp://smtp.example.org", "smtp://smtp.example.org:587"),
    ("SMTP://Smtp.Example.ORG:25/", "smtp://smtp.example.org:25"),
    ("smtp://[::1]:2525", "smtp://[::1]:2525"),
    ("smtps://[2001:db8::1]", "smtps://[2001:db8::1]:465"),
    ("smtp://127.0.0.1:1", "smtp://127.0.0.1:1"),
    ("smtps://bücher.example", "smtps://bücher.example:465"),
  ])
  func isRead(_ text: String, _ canonical: String) throws {
    let url = try #require(RelayURL.parse(text))
    #expect(url.description == canonical)
    #expect(RelayURL.parse(canonical) == url)
  }

  @Test(arguments: [
    "", "smtp.example.org", "smtp:smtp.example.org", "http://x", "smtps://", "smtps://:465", "smtps://u@x",
    "smtps://u:p@x",
    "smtps://x:0", "smtps://x:65536", "smtps://x:abc", "smtps://x:", "smtps://x/y", "smtps://x?y", "smtps://a b",
    "smtps://x\r\nQUIT", "smtp://[::1", "smtp://[::1]x", "smtp://::1",
  ])
  func isRefused(_ text: String) { #expect(RelayURL.parse(text) == nil) }

  @Test(arguments: ["localhost", "127.0.0.1", "127.9.9.9", "[::1]", "mail.localhost"])
  func isLoopback(_ host: String) throws { #expect(try #require(RelayURL.parse("smtp://\(host)")).isLoopback) }

  @Test(arguments: ["127.0.0.1.example.org", "128.0.0.1", "localhost.example.org", "127.0.0.256", "127.1.1", "[::2]"])
  func isNotLoopback(_ host: String) throws { #expect(!(try #require(RelayURL.parse("smtp://\(host)")).isLoopback)) }
}
