import Policy
import Testing

@testable import Linting

@Suite struct FilledTextTests {
  @Test(arguments: [
    ("to {host}", ["host": "a.test"], "to a.test"),
    ("{count|one link leads|# links lead} on", ["count": "1"], "one link leads on"),
    ("{count|one link leads|# links lead} on", ["count": "12"], "12 links lead on"),
    ("{count|one|#} of {all}, # and # again", ["count": "2", "all": "3"], "2 of 3, # and # again"),
    ("{count||# of #}", ["count": "0"], "0 of 0"), ("{count||#}", ["count": "1"], ""), ("{none}{none|a|b}.", [:], "."),
    ("{count|one}", ["count": "4"], "4"), ("{open", ["open": "x"], "{open"),
    ("{v}", ["v": "{count|a|b}"], "{count|a|b}"),
  ])
  func fills(_ text: String, _ values: [String: String], _ expected: String) {
    #expect(Linter.text(LocalText(english: text, german: ""), values, .english) == expected)
  }

  /// Nobody reads "link(s)", nor a placeholder.
  @Test(arguments: RulePacks.builtIn.map(\.id))
  func messagesHaveForms(_ id: RuleID) throws {
    let rule = try #require(Samples.linter.rule(id))
    for (name, message) in rule.messages {
      for language in [Language.english, .german] {
        let text = message(language)
        #expect(!text.contains("(s)") && !text.contains("(e)") && !text.contains("(n)"), "\(id) \(name)")
        for value in ["1", "7"] {
          let values = Dictionary(uniqueKeysWithValues: Self.names(in: text).map { ($0, value) })
          let filled = Linter.text(message, values, language)
          #expect(filled?.contains { "{|}#".contains($0) } == false, "\(id) \(name): \(filled ?? "")")
        }
      }
    }
  }

  private static func names(in text: String) -> Set<String> {
    Set(text.split(separator: "{").dropFirst().map { String($0.prefix { $0 != "|" && $0 != "}" }) })
  }
}
