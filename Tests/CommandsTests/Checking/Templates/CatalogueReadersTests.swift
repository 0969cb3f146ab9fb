import MailSyntax
import Testing

@testable import Commands

@Suite struct CatalogueReadersTests {
  private func listing(_ entries: [CatalogueEntry], _ text: String) -> [String] {
    let octets = Array(text.utf8)
    return entries.map { "\($0.key)=\(String(decoding: octets[$0.text], as: UTF8.self))" }.sorted()
  }

  private static let gettextCases: [(String, [String])] = [
    ("msgid \"Leave\"\nmsgstr \"Abmelden\"\n", ["Leave=Abmelden"]),
    ("msgid \"\"\nmsgstr \"\"\n\"Language: de\\n\"\n\nmsgid \"A\"\nmsgstr \"\"\n", ["A=A"]),
    ("msgid \"\"\n\"Long \"\n\"key\"\nmsgstr \"\"\n\"eins \"\n\"zwei\"\n", ["Long key=eins \"\n\"zwei"]),
    ("#, fuzzy\nmsgid \"a \\\"b\\\"\"\nmsgstr[0] \"c\"\nmsgstr[1] \"d\"", ["a \"b\"=c"]), ("msgid \"", []),
  ]

  @Test("gettext", arguments: gettextCases)
  func gettext(_ text: String, _ expected: [String]) {
    #expect(listing(GettextCatalogue.entries(in: Array(text.utf8)), text) == expected)
  }

  private static let propertiesCases: [(String, [String])] = [
    ("a.b=Abmelden\n# c=d\n e : f \r\ng", ["a.b=Abmelden", "e=f"]), ("a=b \\\n  c\nd=e", ["a=b \\\n  c", "d=e"]),
  ]

  @Test("properties", arguments: propertiesCases)
  func properties(_ text: String, _ expected: [String]) {
    #expect(listing(PropertiesCatalogue.entries(in: Array(text.utf8)), text) == expected)
  }

  private static let jsonCases: [(String, [String])] = [
    (#"{"a": "x", "b": {"c": "y \" z", "d": 1, "e": null}, "f": "g"}"#, ["a=x", "b.c=y \\\" z", "f=g"]),
    (#"{"a": ["x"], "b": "c"}"#, ["b=c"]), (#"{"a": "x"#, ["a=x"]), ("]", []), ("", []),
  ]

  @Test("JSON", arguments: jsonCases)
  func json(_ text: String, _ expected: [String]) {
    #expect(listing(JSONCatalogue.entries(in: Array(text.utf8)), text) == expected)
  }

  @Test func xliff() {
    let text = """
      <xliff><file><trans-unit id="1" resname="mail.leave"><source>Leave</source><target>Abmelden</target></trans-unit>
      <unit id="u2"><segment><source>Why</source></segment></unit></file></xliff>
      """
    #expect(
      listing(XLIFFCatalogue.entries(in: Array(text.utf8)), text) == [
        "1=Abmelden", "Leave=Abmelden", "Why=Why", "mail.leave=Abmelden", "u2=Why",
      ])
  }

  @Test func yaml() {
    let text =
      "de:\n  mail:\n    grüße: 'Hallo'\n    weg: \"Abmelden\"\n    lang: |\n      eins\n      zwei\n    ende: x\n"
    let found = listing(YAMLCatalogue.entries(in: Array(text.utf8)), text)
    #expect(found.contains("mail.weg=\"Abmelden\""))
    #expect(found.contains("de.mail.grüße='Hallo'"))
    #expect(found.contains("mail.lang=      eins\n      zwei"))
    #expect(found.contains("mail.ende=x"))
    #expect(YAMLCatalogue.entries(in: Array("a: [b".utf8)).isEmpty)
  }
}
