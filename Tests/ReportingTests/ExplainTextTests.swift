import Foundation
import Policy
import Testing

@testable import Reporting

@Suite struct ExplainTextTests {
  @Test(arguments: [(Language.english, "explain.en.txt"), (.german, "explain.de.txt")])
  func `explains a rule`(language: Language, golden: String) throws {
    try Golden.expect(ExplainText(language: language, width: 80).text(Samples.openList), is: golden)
  }

  @Test(arguments: [Language.english, .german])
  func `no line is wider than the terminal`(language: Language) {
    for line in ExplainText(language: language, width: 60).text(Samples.openList).split(separator: "\n") {
      #expect(DisplayWidth.of(String(line)) <= 60)
    }
  }
}

@Suite struct RuleTableTests {
  @Test func `lists rules by id`() throws {
    try Golden.expect(RuleTable.text(Samples.rules.reversed(), language: .english), is: "rules.txt")
  }

  @Test func `gives the same to programs`() throws {
    let json = RuleTable.json(Samples.rules.reversed(), language: .german)
    try Golden.expect(json, is: "rules.json")
    let value = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect((value?["rules"] as? [Any])?.count == 2)
  }
}
