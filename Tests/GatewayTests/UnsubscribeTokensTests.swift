import MailSyntax
import TestSupport
import Testing

@testable import Gateway

@Suite struct UnsubscribeTokensTests {
  private static func tokens(in folder: ScratchFolder) throws -> UnsubscribeTokens {
    try #require(UnsubscribeTokens(queueDirectory: folder.path, makesKey: true))
  }
  private static func address(_ text: String) -> AddrSpec { AddrSpec(parsing: text)! }

  @Test func `a token is the same for one person and list, and another for every other`() throws {
    try ScratchFolder.with { folder in
      let first = try Self.tokens(in: folder)
      let anna = first.token(for: Self.address("Anna@Kunde.test"), list: "news.beispiel.test")
      #expect(
        anna.utf8.count == 23 && anna.hasPrefix("u")
          && anna.utf8.allSatisfy { "-_".utf8.contains($0) || (48...122).contains($0) })
      #expect(
        try Self.tokens(in: folder).token(for: Self.address("anna@kunde.test"), list: "news.beispiel.test") == anna)
      try ScratchFolder.with { other in
        let others = [
          first.token(for: Self.address("bert@kunde.test"), list: "news.beispiel.test"),
          first.token(for: Self.address("anna@kunde.test"), list: "other.beispiel.test"),
          try Self.tokens(in: other).token(for: Self.address("anna@kunde.test"), list: "news.beispiel.test"),
        ]
        #expect(Set(others + [anna]).count == 4)
      }
    }
  }

  @Test func `without a key there are none, unless one may be made`() throws {
    try ScratchFolder.with { folder in
      #expect(UnsubscribeTokens(queueDirectory: folder.path, makesKey: false) == nil)
      _ = try Self.tokens(in: folder)
      #expect(UnsubscribeTokens(queueDirectory: folder.path, makesKey: false) != nil)
      #expect(UnsubscribeTokens(queueDirectory: folder.path + "/none", makesKey: true) == nil)
    }
  }

  @Test(arguments: [
    ("List-Id: Angebote <News.Beispiel.test>\nFrom: a@b.test\n\nx", "news.beispiel.test"),
    ("List-Id: news.beispiel.test\nFrom: a@b.test\n\nx", "news.beispiel.test"),
    ("From: Wir <Info@B.test>\n\nx", "info@b.test"), ("Subject: x\n\nx", ""),
    ("List-Id: <a\n b\tc>\n\nx", "abc"),
    ("List-Id: <\(String(repeating: "x", count: 999))>\n\n", String(repeating: "x", count: 255)),
  ])
  func `the list is its List-Id, else the author`(_ text: String, _ list: String) {
    #expect(UnsubscribeTokens.list(of: Message.parse(Array(text.utf8))) == list)
  }

  @Test func `the lists that got tokens are remembered once each`() throws {
    try ScratchFolder.with { folder in
      let first = try Self.tokens(in: folder)
      for list in ["a", "b", "a", ""] { first.remember(list) }
      #expect(try Self.tokens(in: folder).lists == ["a", "b"])
    }
  }
}
