import MailSyntax
import Testing

@testable import Linting

@Suite struct HeaderSignatureTests {
  private func signature(_ tags: String) -> HeaderSignature {
    let message = MessageSamples.message("DKIM-Signature: \(tags)\nFrom: a@b\n\nx")
    return HeaderSignature(message.fields(named: .dkimSignature)[0], in: message)
  }

  @Test func `reads h= across folds and white space, names in any case`() {
    let read = signature("v=1; bh=h=x:y==; h = From : To\r\n\t:subject:To :Cc; b=abc")
    #expect(read.names == ["from": 1, "to": 2, "subject": 1, "cc": 1])
  }

  @Test(arguments: [
    ("d=Beispiel.TEST; h=from", "beispiel.test"), ("h=from;\n d = beispiel.test ;b=", "beispiel.test"),
    // RFC 6376 §3.2: tag names are case-sensitive, and a tag twice makes the list invalid.
    ("D=beispiel.test; h=from", nil), ("d=beispiel.test; d=x.test; h=from", nil), ("d=; h=from", nil), ("", nil),
  ] as [(String, String?)])
  func `knows who signed only where the tags say so once`(_ tags: String, _ domain: String?) {
    #expect(signature(tags).domain == domain)
  }

  private static let text = """
    DKIM-Signature: d=beispiel.test; h=from:to:to:received; bh=x; b=y
    Received: one
    Received: two
    From: a@b
    To: c@d
    Cc: e@f

    text

    """

  /// RFC 6376 §5.4.2: from the bottom up, and what is named too often must not come.
  @Test(arguments: [
    ("Received: one\n", "", false), ("Received: two\n", "", true), ("Cc: e@f\n", "", false), ("To: c@d\n", "", true),
    ("From:", "Received: zero\nFrom:", true), ("Received: one", "Received: zero\nReceived: one", false),
    ("Cc: e@f\n", "To: e@f\n", true), ("text", "Text", true), ("c@d", "c@e", true),
  ])
  func `is broken by what it covers and by nothing else`(_ old: String, _ new: String, _ isBroken: Bool) throws {
    let message = MessageSamples.message(Self.text)
    let range = try #require(Self.text.firstRange(of: old))
    let start = Self.text.utf8.distance(from: Self.text.startIndex, to: range.lowerBound)
    let edit = Edit(range: start..<start + old.utf8.count, replacement: Array(new.utf8))
    #expect(HeaderSignature.all(of: message)[0].isBroken(by: [edit], in: message) == isBroken)
  }

  @Test func `of ARC the newest set counts, and all sets go together`() {
    let message = MessageSamples.message(
      """
      ARC-Seal: i=2; d=beispiel.test; cv=pass; b=x
      ARC-Message-Signature: i=2; d=beispiel.test; h=from; bh=x; b=y
      ARC-Authentication-Results: i=2; mx.beispiel.test; dkim=pass
      ARC-Seal: i=1; d=fremd.test; cv=none; b=x
      ARC-Message-Signature: i=1; d=fremd.test; h=from:to; bh=x; b=y
      ARC-Authentication-Results: i=1; fremd.test; dkim=pass
      From: a@b

      text
      """)
    let signatures = HeaderSignature.all(of: message)
    #expect(signatures.map(\.domain) == ["beispiel.test"])
    #expect(signatures.first?.parts.count == 6)
  }
}
