import MailSyntax
import Testing

struct DefectTests {
  @Test(arguments: Defect.Kind.allCases)
  func everyKindHasReferenceAndExplanation(_ kind: Defect.Kind) {
    #expect(!kind.reference.isEmpty)
    #expect(kind.explanation != kind.rawValue && kind.explanation.hasSuffix("."))
  }

  @Test(arguments: [
    (Defect.Kind.bareLineFeed, "Subject: x\n\nbody\n"), (.bareCarriageReturn, "Subject: x\ry\r\n\r\nbody\r\n"),
    (.nul, "Subject: x\0\r\n\r\nbody\r\n"), (.eightBitInSevenBit, "Subject: x\r\n\r\nü\r\n"),
    (.missingSeparator, "Subject: x\r\nbody\r\n"), (.invalidField, "Subject: x\r\nno field\r\nTo: a@b\r\n\r\n"),
    (.foldedFirstLine, " x\r\nTo: a@b\r\n\r\n"), (.spaceBeforeColon, "To : a@b\r\n\r\n"),
    (.duplicateField, "To: a@b\r\nTo: c@d\r\n\r\n"), (.eightBitField, "Subject: ü\r\n\r\n"),
    (.invalidDate, "Date: gestern\r\n\r\n"),
    (.ambiguousAddresses, "To: a@b;c@d\r\n\r\n"), (.invalidAddress, "To: a@\r\n\r\n"),
    (.obsoleteAddress, "To: a @b\r\n\r\n"), (.domainLiteral, "To: a@[192.0.2.1]\r\n\r\n"),
    (.atSignInQuotes, "To: \"a@b\"@c\r\n\r\n"), (.invalidEncodedWord, "Subject: =?utf-8?q?x\r\n\r\n"),
    (.encodedLineBreak, "Subject: =?utf-8?q?a=0D=0Ab?=\r\n\r\n"), (.unknownCharset, "Subject: =?none?q?x?=\r\n\r\n"),
    (.splitCharacter, "Subject: =?utf-8?q?=C3?= =?utf-8?q?=BC?=\r\n\r\n"),
    (.missingBoundary, "Content-Type: multipart/mixed\r\n\r\n"),
    (.unclosedBoundary, "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx"),
    (.emptyMultipart, "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b--\r\n"),
    (.boundaryLookalike, "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n--bx\r\n--b--\r\n"),
    (.duplicateContentType, "Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\n"),
    (.invalidContentType, "Content-Type: text\r\n\r\n"), (.duplicateParameter, "Content-Type: a/b; x=1; x=2\r\n\r\n"),
    (.ambiguousParameter, "Content-Type: a/b; x=1; x*=''2\r\n\r\n"),
    (.unknownTransferEncoding, "Content-Transfer-Encoding: x-y\r\n\r\n"),
    (.invalidTransferEncoding, "Content-Transfer-Encoding: base64 x\r\n\r\n"),
    (.invalidContent, "Content-Transfer-Encoding: quoted-printable\r\n\r\na=x\r\n"),
    (.invalidContent, "Content-Transfer-Encoding: base64\r\n\r\nYQ==YQ==\r\n"),
    (.invalidCharacter, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n/w==\r\n"),
    (.lineTooLong, "Subject: x\r\n\r\n" + String(repeating: "x", count: 999) + "\r\n"),
  ])
  func isFound(_ kind: Defect.Kind, _ text: String) {
    let defects = Message.parse(text.octets).defects
    #expect(defects.contains { $0.kind == kind }, "\(visible(text)): \(defects.map(\.kind))")
  }

  @Test func messageInOrderHasNone() {
    let text = """
      From: "A, B" <a@b.test>\r
      To: Team: =?utf-8?q?J=C3=B6rg?= <c@d.test>, e@f.test;\r
      Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r
       and more\r
      Content-Type: text/plain; charset="utf-8"; format=flowed\r
      Content-Transfer-Encoding: quoted-printable\r
      \r
      Gr=C3=BC=C3=9Fe=\r
       soft\r

      """
    #expect(Message.parse(text.octets).defects.isEmpty)
  }
}
