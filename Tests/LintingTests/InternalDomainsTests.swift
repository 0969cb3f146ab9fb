import MailSyntax
import Testing

@testable import Linting

@Suite struct InternalDomainsTests {
  private let domains = InternalDomains([
    "beispiel.de", "*.beispiel.de", "!partner.beispiel.de", "!*.extern.beispiel.de", "ja.extern.beispiel.de",
    "müller.test",
  ])

  @Test(arguments: [
    "a@beispiel.de", "a@BEISPIEL.de", "a@x.beispiel.de", "a@x.y.beispiel.de", "a@ja.extern.beispiel.de",
    "a@müller.test",
    "a@xn--mller-kva.test", "a@extern.beispiel.de", "root", "a@beispiel.de.",
  ])
  func internalAddress(_ text: String) throws {
    #expect(domains.contain(try #require(AddrSpec(parsing: text))))
  }

  @Test(arguments: [
    "a@kunde.de", "a@partner.beispiel.de", "a@x.extern.beispiel.de", "a@meinbeispiel.de", "a@beispiel.de.evil.test",
    "a@mueller.test",
  ])
  func externalAddress(_ text: String) throws {
    #expect(!domains.contain(try #require(AddrSpec(parsing: text))))
  }

  @Test func wildcardIsNotTheDomainItself() throws {
    let domains = InternalDomains(["*.beispiel.de"])
    #expect(!domains.contain(try #require(AddrSpec(parsing: "a@beispiel.de"))))
  }

  @Test func laterWins() throws {
    let address = try #require(AddrSpec(parsing: "a@x.beispiel.de"))
    #expect(InternalDomains(["!x.beispiel.de", "*.beispiel.de"]).contain(address))
    #expect(!InternalDomains(["*.beispiel.de", "!x.beispiel.de"]).contain(address))
  }
}
