import MailContent
import MailSyntax
import Testing

@testable import Linting

@Suite struct ProtectionTests {
  private func protection(_ message: Message) -> Protection { Protection(message, reading: Reading(of: message)) }

  private let signed = MessageSamples.message(
    """
    From: a@b.test
    To: c@d.test, e@f.test
    Content-Type: multipart/signed; boundary=x; protocol="application/pgp-signature"

    --x
    Content-Type: text/plain

    text
    --x
    Content-Type: application/pgp-signature

    sig
    --x--
    """)

  @Test func `within multipart signed nothing changes, outside of it fields may`() {
    let protection = protection(signed)
    #expect(protection.obstacle(toChangingBodyOf: 1) == .signed(part: "1"))
    #expect(protection.obstacle(toChangingDestinationFields: signed.fields(named: .to)) == nil)
    #expect(protection.obstacle(toRemovingField: 0) == nil)
    let inner = signed.parts[1].fields.lowerBound
    #expect(protection.obstacle(toRemovingField: inner) == .signed(part: "1"))
  }

  @Test(arguments: ["application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted; boundary=q"])
  func `encrypted content does not change`(type: String) {
    let message = MessageSamples.message("From: a@b.test\nContent-Type: \(type)\n\nMIAG\n")
    #expect(protection(message).obstacle(toChangingBodyOf: 0) == .encrypted(part: "1"))
  }

  @Test func `an opaque signature is called one`() {
    let message = MessageSamples.message(
      "From: a@b.test\nContent-Type: application/pkcs7-mime; smime-type=signed-data\n\nMIAG\n")
    #expect(protection(message).obstacle(toChangingBodyOf: 0) == .signed(part: "1"))
  }

  @Test func `a signature over a repeated header section forbids to conceal in vain`() {
    let message = MessageSamples.message(
      """
      To: c@d.test, e@f.test
      Content-Type: multipart/signed; boundary=x

      --x
      Content-Type: text/plain; hp="clear"
      To: c@d.test, e@f.test

      text
      --x--
      """)
    #expect(
      protection(message).obstacle(toChangingDestinationFields: message.fields(named: .to))
        == .repeatedWithinSignature(part: "1.1"))
  }

  @Test func `DKIM covers the body and the fields it names`() {
    let message = MessageSamples.message("DKIM-Signature: h=from:to; bh=x; b=y\nFrom: a@b\nTo: c@d\nX-A: 1\n\ntext")
    let protection = protection(message)
    #expect(protection.obstacle(toChangingBodyOf: 0) == .signedByDKIM)
    #expect(protection.obstacle(toChangingDestinationFields: message.fields(named: .to)) == .signedByDKIM)
    #expect(protection.obstacle(toRemovingField: 3) == nil)
  }

  @Test func `text signed or encrypted with OpenPGP in place does not change`() {
    for marker in ["SIGNED MESSAGE", "MESSAGE"] {
      let message = MessageSamples.message("From: a@b.test\n\nHallo\n-----BEGIN PGP \(marker)-----\nx\n")
      #expect(protection(message).obstacle(toChangingBodyOf: 0) == .signed(part: "1"))
    }
    let quoted = MessageSamples.message("From: a@b.test\n\n> -----BEGIN PGP MESSAGE-----\n")
    #expect(protection(quoted).obstacle(toChangingBodyOf: 0) == nil)
  }
}
