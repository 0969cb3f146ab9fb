import MailSyntax
import Testing

struct OtherReadingTests {
  @Test(arguments: [
    ("Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\n<p>x", "text/plain", "text/html"),
    (
      "Content-Type: multipart/mixed; boundary=a; boundary=b\r\n\r\n--a\r\n\r\nA\r\n--b\r\nContent-Type: text/html\r\n\r\nB"
        + "\r\n--b--\r\n--a--\r\n",
      "multipart/mixed text/plain", "multipart/mixed text/html"
    ),
  ])
  func firstAndLast(_ text: String, _ first: String, _ last: String) {
    let message = Message.parse(text.octets)
    #expect(message.parts.map(\.mediaType).joined(separator: " ") == first)
    #expect(message.otherReading?.parts.map(\.mediaType).joined(separator: " ") == last)
  }

  @Test func transferEncodings() {
    let text = "Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8="
    let message = Message.parse(text.octets)
    #expect(message.decodedText(of: message.parts[0]) == "aGVsbG8=".octets)
    #expect(message.otherReading.map { $0.decodedText(of: $0.parts[0]) } == "hello".octets)
  }

  @Test func fileNames() {
    let message = Message.parse(
      "Content-Disposition: attachment; filename=safe.txt; filename*=utf-8''evil.exe\r\n\r\nx".octets)
    #expect(message.parts[0].fileName == "safe.txt")
    #expect(message.otherReading?.parts[0].fileName == "evil.exe")
  }

  @Test func mailInOrderHasNone() {
    #expect(Message.parse("To: a@b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nx".octets).otherReading == nil)
    #expect(Message.parse("To: a@b\r\nTo: c@d\r\n\r\nx".octets).otherReading == nil)
  }

  /// RFC 7103 §7.2: a line that is no field may have been meant as a fold.
  @Test func strayLineMayHoldRecipients() {
    let message = Message.parse("To: a@b,\r\nc@d\r\nSubject: x\r\n\r\n".octets)
    let readings = message.addressReadings(of: message.fields[0])
    #expect(readings.map { $0.map(\.address.wireForm) } == [["a@b"], ["a@b", "c@d"]])
    #expect(message.defects.contains { $0.kind == .ambiguousAddresses })
  }
}
