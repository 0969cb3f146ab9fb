import MailSyntax
import Testing

@testable import Linting

@Suite struct DKIMCoverageTests {
  @Test func `says which fields are covered`() {
    let message = MessageSamples.message(
      "DKIM-Signature: v=1; h=from:to:date:list-unsubscribe; bh=x; b=y\nFrom: a@b\nTo: c@d\nCc: e@f\n\nx")
    let dkim = DKIMCoverage(message)
    #expect(dkim.coversBody)
    #expect(dkim.covers(message.fields(named: .to)[0]))
    #expect(!dkim.covers(message.fields(named: .cc)[0]))
    #expect(dkim.coversAbsence(of: "Date"))
    #expect(dkim.coversAbsence(of: "List-Unsubscribe"))
    #expect(!dkim.coversAbsence(of: "From"))
    #expect(!dkim.coversAbsence(of: "Message-ID"))
  }

  @Test func `without a signature nothing is covered`() {
    let message = MessageSamples.message("From: a@b\nTo: c@d\n\nx")
    let dkim = DKIMCoverage(message)
    #expect(!dkim.coversBody && !dkim.covers(message.fields(named: .to)[0]) && !dkim.coversAbsence(of: "Date"))
  }
}
