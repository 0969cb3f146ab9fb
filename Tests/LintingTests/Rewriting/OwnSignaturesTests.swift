import MailSyntax
import Policy
import Testing

@testable import Linting

@Suite struct OwnSignaturesTests {
  private static let own = "DKIM-Signature: v=1; d=mail.beispiel.test; s=a; h=from:to; bh=x;\n b=y\n"
  private static let foreign = "DKIM-Signature: v=1; d=esp.test; s=b; h=from:subject; bh=x; b=y\n"

  private static func organisation(_ domains: [String] = ["beispiel.test"]) -> Organisation {
    var organisation = Organisation()
    organisation.domains = domains
    return organisation
  }

  @Test(arguments: [
    (["beispiel.test"], true), (["*.beispiel.test"], true), (["mail.beispiel.test"], true), ([], false),
    (["fremd.test"], false), (["beispiel.test", "!mail.beispiel.test"], false), (["eispiel.test"], false),
    (["beispiel.test", "!*.beispiel.test"], false),
  ])
  func `an own domain or one below it is own`(_ domains: [String], _ isOwn: Bool) {
    let message = MessageSamples.message(Self.own + "From: a@b\nTo: c@d\n\nx")
    let edit = message.edit(removing: message.fields(named: .to)[0])
    let completed = OwnSignatures(message, organisation: Self.organisation(domains)).completing([edit])
    #expect(completed.dropped == (isOwn ? ["mail.beispiel.test"] : []))
    #expect(completed.edits.count == (isOwn ? 2 : 1))
  }

  @Test func `each signature is judged by itself`() {
    let other = "DKIM-Signature: d=beispiel.test; h=from:subject; bh=x; b=y\n"
    let message = MessageSamples.message(Self.own + other + "From: a@b\nTo: c@d\nSubject: e\n\nx")
    let signatures = OwnSignatures(message, organisation: Self.organisation())
    let edit = message.edit(removing: message.fields(named: .to)[0])
    let text = MessageSamples.text(message.applying(signatures.completing([edit]).edits))
    #expect(text == other + "From: a@b\nSubject: e\n\nx")
    #expect(signatures.completing([]).edits.isEmpty)
    let body = message.edit(removing: message.fields(named: .subject)[0])
    #expect(signatures.completing([edit, body]).dropped == ["mail.beispiel.test", "beispiel.test"])
  }

  @Test func `a signature over another one goes with it, a foreign one forbids it`() {
    let over = "DKIM-Signature: d=beispiel.test; h=from:dkim-signature; bh=x; b=z\n"
    let message = MessageSamples.message(over + Self.own + "From: a@b\nTo: c@d\n\nx")
    let edit = message.edit(removing: message.fields(named: .to)[0])
    let completed = OwnSignatures(message, organisation: Self.organisation()).completing([edit])
    #expect(completed.dropped == ["mail.beispiel.test", "beispiel.test"] && !completed.breaksForeign)
    let sealed = MessageSamples.message(
      over.split(separator: "beispiel.test").joined(separator: "fremd.test") + Self.own + "From: a@b\nTo: c@d\n\nx")
    let removal = sealed.edit(removing: sealed.fields(named: .to)[0])
    #expect(OwnSignatures(sealed, organisation: Self.organisation()).completing([removal]).breaksForeign)
  }

  // MARK: Through the judge

  @Test func `a list under an own signature is concealed, and the signature goes`() throws {
    var circular = JudgeCase(Self.own + JudgeSamples.circular)
    let variants = try circular.variants()
    #expect(variants.map(\.droppedSignatures) == [["mail.beispiel.test"]])
    #expect(!circular.octets(variants[0]).contains("DKIM"))
    circular = JudgeCase(JudgeSamples.circular)
    let unsigned = try circular.variants()
    #expect(circular.octets(unsigned[0]) == JudgeCase(Self.own + JudgeSamples.circular).octets(variants[0]))
  }

  @Test func `who gets the original octets keeps the signature`() throws {
    var rated = JudgeCase(Self.own + JudgeSamples.pixel)
    rated.consent = .init(states: ["anna@kunde.test": [.tracking: .granted]])
    let variants = try rated.variants()
    #expect(variants.map(\.droppedSignatures) == [[], ["mail.beispiel.test"]])
    #expect(rated.octets(variants[0]).hasPrefix(Self.own))
  }

  @Test func `a foreign signature beside an own one holds`() {
    let twice = JudgeCase(Self.own + "DKIM-Signature: d=esp.test; h=from:to; bh=x; b=y\n" + JudgeSamples.circular)
    #expect(twice.judgement().verdict.word == "hold")
    let fine = JudgeCase(Self.own + Self.foreign + JudgeSamples.circular)
    #expect(fine.judgement().verdict.word == "rewrite")
  }

  @Test func `what is always added or dropped takes an own signature along`() throws {
    var bare = JudgeCase(
      "Bcc: x@kunde.test\nDKIM-Signature: d=beispiel.test; h=from:date:bcc; b=y\nSubject: x\n\ntext\n")
    var variants = try bare.variants()
    #expect(bare.octets(variants[0]) == "Date: DATE\nMessage-ID: <new@presend.test>\nSubject: x\n\ntext\n")
    bare.settings.mode = .shadow
    variants = try bare.variants()
    #expect(variants[0].droppedSignatures == ["beispiel.test"])
  }

  @Test func `an ARC chain whose newest set is own goes whole, a foreign one holds`() throws {
    func chain(_ domain: String) -> String {
      "ARC-Seal: i=1; d=\(domain); cv=none; b=x\nARC-Message-Signature: i=1; d=\(domain); h=from:to; bh=x; b=y\n"
        + "ARC-Authentication-Results: i=1; \(domain); dkim=pass\n"
    }
    let own = JudgeCase(chain("beispiel.test") + JudgeSamples.circular)
    #expect(!own.octets(try own.variants()[0]).contains("ARC-"))
    #expect(JudgeCase(chain("google.test") + JudgeSamples.circular).judgement().verdict.word == "hold")
  }
}
