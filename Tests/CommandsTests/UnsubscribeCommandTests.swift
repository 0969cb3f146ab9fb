import Consent
import ConsentKeeping
import MailSyntax
import Policy
import TestSupport
import Testing

@testable import Commands
@testable import Gateway

@Suite struct UnsubscribeCommandTests {
  private static func address(_ text: String) -> AddrSpec { AddrSpec(parsing: text)! }

  @Test func `whose token it is, is found among those in the consent store`() throws {
    try ScratchFolder.with { folder in
      let first = try #require(UnsubscribeTokens(queueDirectory: folder.path, makesKey: true))
      let ledger = try ConsentLedger.open(writingTo: folder.path + "/consent.db")
      _ = try ledger.add(
        ["anna@kunde.test", "bert@firma.test"].map {
          ConsentEvent(
            address: Self.address($0), purpose: .mail, state: .granted, at: UTCTime(milliseconds: 1_700_000_000_000),
            basis: "x")
        })
      first.remember("a")
      first.remember("news.beispiel.test")
      let token = first.token(for: Self.address("bert@firma.test"), list: "news.beispiel.test")
      let found = try UnsubscribeFindCommand.find(token, first, first.lists, in: ledger)
      #expect(found?.0 == Self.address("bert@firma.test") && found?.1 == "news.beispiel.test")
      #expect(try UnsubscribeFindCommand.find(token, first, ["a"], in: ledger) == nil)
      #expect(try UnsubscribeFindCommand.find("x", first, first.lists, in: ledger) == nil)
    }
  }
}
