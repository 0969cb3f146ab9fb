import MailSyntax
import Testing

struct EncodedAttachmentTests {
  @Test(arguments: [
    ("Hallo\nbegin 644 a b.txt\n#86)C\n`\nend\nTschüss\n", ["uuencode a b.txt 6 36"]),
    ("=ybegin line=128 size=3 name=x.bin\n***\n=yend size=3\n", ["yEnc x.bin 0 52"]),
    ("begin the day\nend\n", []), ("begin 644 x\nnothing ends it\n", ["uuencode x 0 28"]), ("", []),
    ("begin 644 a\nend\nbegin 0755 b\nend\n", ["uuencode a 0 16", "uuencode b 16 33"]),
  ])
  func find(_ text: String, _ expected: [String]) {
    let found = EncodedAttachment.find(in: text.octets)
    #expect(
      found.map { "\($0.kind.rawValue) \($0.fileName) \($0.octets.lowerBound) \($0.octets.upperBound)" } == expected)
  }
}
