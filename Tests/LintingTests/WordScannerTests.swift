import Policy
import Testing

@Suite struct WordScannerTests {
  @Test(arguments: [
    ("Ärger über Größe", ["aerger", "ueber", "groesse"]), ("naïve Œuvre Łódź", ["naive", "oeuvre", "lodz"]),
    ("E-Mail e-mails E-", ["email", "emails", "e"]), ("it's ’quoted’", ["its", "quoted"]),
    ("a\u{AD}b\u{200D}c", ["abc"]),
    ("Ｎｅｗｓ", ["news"]), ("Привет МИР", ["привет", "мир"]), ("100 % 3rd", ["100", "percent", "3rd"]), ("", []),
    ("…—“”", []),
    ("a\u{308}o\u{308}", ["aeoe"]),
  ])
  func normalises(_ text: String, _ words: [String]) {
    #expect(WordScanner.words(of: text) == words)
  }

  @Test(arguments: [
    ("unsubscribeUrl", ["unsubscribe", "url"]), ("UNSUB_LINK", ["unsub", "link"]), ("a%20b%7Bc", ["a", "b", "c"]),
    ("listUnsubscribeURL2", ["list", "unsubscribe", "url2"]),
  ])
  func splitsIdentifiers(_ text: String, _ words: [String]) {
    #expect(WordScanner.words(of: text, style: .identifier) == words)
  }

  @Test func illFormedOctetsSeparate() {
    let octets: [UInt8] = [0x61, 0xFF, 0x62, 0xC3, 0x28, 0xE2, 0x82]
    var scanner = WordScanner(octets.indices)
    var spelling = WordSpelling()
    var words: [[UInt8]] = []
    while scanner.next(in: octets.span, into: &spelling) != nil { words.append(spelling.octets) }
    #expect(words == [[0x61], [0x62]])
  }

  @Test(arguments: [
    ("One two. Three", [true, false, true]), ("Example Inc. because", [true, false, false]),
    ("Really? Yes", [true, true]), ("One two\nthree", [true, false, false]), ("One two\n\nthree", [true, false, true]),
    ("One | two • three", [true, true, true]), ("Example Co. KG", [true, false, false]),
    ("am 16. November", [true, false, false]), ("im Jahr 2026. Wir", [true, false, false, true]),
    ("www.example.test", [true, false, false]),
  ])
  func findsSentences(_ text: String, _ starts: [Bool]) {
    let octets = Array(text.utf8)
    var scanner = WordScanner(octets.indices)
    var spelling = WordSpelling()
    var found: [Bool] = []
    while let word = scanner.next(in: octets.span, into: &spelling) { found.append(word.startsSentence) }
    #expect(found == starts)
  }
}
