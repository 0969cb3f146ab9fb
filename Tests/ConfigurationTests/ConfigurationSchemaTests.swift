import Foundation
import Testing

@testable import Configuration

@Suite struct ConfigurationSchemaTests {
  private func schema() throws -> [String: Any] {
    let json = Data(ConfigurationSchema.json(rules: Fixtures.rules).utf8)
    return try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
  }

  @Test func isJSONAndKnowsEveryKey() throws {
    let properties = try #require(try schema()["properties"] as? [String: Any])
    #expect(Set(properties.keys) == Set(ConfigurationKey.root.map(\.name)))
    let relay = try #require(properties["relay"] as? [String: Any])
    #expect(relay["required"] as? [String] == ["url"])
    #expect(relay["additionalProperties"] as? Bool == false)
  }

  /// The schema refuses nothing that reading accepts, and knows the common slips.
  @Test(arguments: [
    (
      TextFormat.domainPattern, ["beispiel.de", "*.bücher.example", "!partner.beispiel.de"],
      ["a@b", "a.*.b", "https://x/"]
    ),
    (.address, ["a@b.example", "A <a@b.example>"], ["datenschutz"]),
    (.addressPattern, ["*@b.example", "news@*"], ["A <a@b.example>"]),
    (.fieldPattern, ["X-Mailer: Shop*", "X:"], ["X-Mailer"]),
    (.pathPattern, ["templates/order/**", "a"], ["/srv/a", "./a"]),
    (.storeURL, ["sqlite:consent.db", "sqlite:/a/b"], ["/a/b", "sqlite:///a/b", "sqlite:~/a"]),
    (.relayURL, ["smtps://a", "SMTP://[::1]:25/"], ["a", "https://a", "smtps://u:p@a", "smtps://a/b"]),
    (.listUnsubscribe, ["<mailto:a@b>", "<mailto:a@b>, <https://b/c>"], ["https://b/c"]),
  ])
  func patternsAgreeWithReading(_ format: TextFormat, _ good: [String], _ bad: [String]) throws {
    let pattern = try Regex(try #require(format.schemaPattern))
    for text in good {
      #expect(format.refusal(of: text) == nil, "\(text)")
      #expect(text.contains(pattern), "\(text)")
    }
    for text in bad {
      #expect(format.refusal(of: text) != nil, "\(text)")
      #expect(!text.contains(pattern), "\(text)")
    }
  }

  @Test func namesTheRulesAndTheirNumbers() throws {
    let json = ConfigurationSchema.json(rules: Fixtures.rules)
    #expect(json.contains("\"recipients/open-list\""))
    #expect(json.components(separatedBy: "\"threshold\"").count > 2)
    #expect(!ConfigurationSchema.json(rules: .any).contains("recipients/open-list"))
  }

  /// Every key of the table is known to the reader, which has an opinion on its value.
  @Test func everyKeyOfTheTableIsRead() {
    for section in ConfigurationKey.root {
      guard case .mapping(let keys) = section.shape else { continue }
      for key in keys {
        let yaml = "\(section.name): { \(key.name): { nonsense: [] } }"
        let required =
          section.name == "relay" && key.name != "url"
          ? "relay: { url: \"smtp://x\", \(key.name): { nonsense: [] } }" : yaml
        #expect(throws: ConfigurationError.self, "\(section.name).\(key.name) is ignored") {
          try Configuration.read(yaml: required, file: "presend.yml")
        }
      }
    }
  }
}
