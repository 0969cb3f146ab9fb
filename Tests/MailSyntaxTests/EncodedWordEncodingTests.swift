import Testing

@testable import MailSyntax

struct EncodedWordEncodingTests {
  @Test(arguments: [
    ("Anna Muster", "Anna Muster"), ("Muster, Anna", "\"Muster, Anna\""), ("A \"B\" C", "\"A \\\"B\\\" C\""),
    ("Jörg", "=?utf-8?B?SsO2cmc=?="), ("", "\"\""), ("a\r\nb", "a  b"),
  ])
  func phrase(_ text: String, _ expected: String) { #expect(EncodedWord.encode(phrase: text) == expected) }

  @Test func longPhrasesAreSplitBetweenCharacters() {
    let text = String(repeating: "日本語", count: 60)
    let encoded = EncodedWord.encode(phrase: text)
    #expect(encoded.split(separator: " ").allSatisfy { $0.utf8.count <= Limits.encodedWordOctets })
    #expect(AddressList.parse("\(encoded) <a@b>".octets).first?.displayName == text)
    let octets = encoded.octets
    var list = DefectList()
    let field = Field(octets: 0..<octets.count, name: 0..<0, body: 0..<octets.count, kind: .subject)
    _ = FieldDefects.note(octets.span, field, &list)
    #expect(list.sorted.isEmpty)
  }
}
