import Configuration
import Policy
import Testing

@Suite struct OtherPackReadersTests {
  private static let head = "version: 2\noperators:\n  - operator: B\n    country: \"DE\"\n    services:\n"

  @Test func readsTrackers() throws {
    let yaml = Self.head + "      - { name: A, add-on: true, hosts: [a.test], opens: [/o/], clicks: [/c/*x] }\n"
    let services = try TrackerPackReader.read(yaml: yaml, file: "t.yml")
    let expected = TrackingService(
      name: "A", operatorName: "B", country: "DE", isAddOn: true, hosts: ["a.test"],
      paths: [.opens: ["/o/"], .clicks: ["/c/*x"]])
    #expect(services == [expected])
  }

  @Test(arguments: [
    ("      - { name: A, hosts: [], opens: [/o/] }\n", 6, "is empty"),
    ("      - { name: A, hosts: [a.test] }\n", 6, "has no path"),
    ("      - { name: A, hosts: [A.test], opens: [/o/] }\n", 6, "is no host"),
    ("      - { name: A, hosts: [a.test], opens: [o] }\n", 6, "is no path"),
    ("      - { name: A, hosts: [\"*\"], opens: [/] }\n", 6, "many hosts"),
    ("      - { name: A, hosts: [\"*\"], opens: [\"/o*\"] }\n", 6, "many hosts"),
    ("      - { name: A, host: [a.test], opens: [/o/] }\n", 6, "unknown key"),
  ])
  func refusesTrackers(_ service: String, _ line: Int, _ problem: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try TrackerPackReader.read(yaml: Self.head + service, file: "t.yml")
    }
    #expect(error?.line == line && error?.problem.contains(problem) == true, "\(String(describing: error))")
  }

  @Test func readsMailboxFacts() throws {
    let yaml = "version: 1\nconsumer-domains: [gmx.de, web.de]\nrole-names: [info]\n"
    let facts = try MailboxFactsReader.read(yaml: yaml, file: "m.yml")
    #expect(facts.consumerDomains == ["gmx.de", "web.de"] && facts.roleNames == ["info"])
  }

  @Test(arguments: [
    ("version: 1\nconsumer-domains: [GMX.de]\nrole-names: []\n", 2, "capitals"),
    ("version: 1\nconsumer-domains: [a.de, a.de]\nrole-names: []\n", 2, "twice"),
    ("version: 1\nconsumer-domains: []\n", 1, "is missing"),
  ])
  func refusesMailboxFacts(_ yaml: String, _ line: Int, _ problem: String) {
    let error = #expect(throws: ConfigurationError.self) { try MailboxFactsReader.read(yaml: yaml, file: "m.yml") }
    #expect(error?.line == line && error?.problem.contains(problem) == true, "\(String(describing: error))")
  }

  @Test func readsClassEvidence() throws {
    let yaml =
      "version: 1\nfields: [X-A]\nphrases: { newsletter: { en: [newsletter] } }\nnumbers: { bulk-recipients: 5 }\n"
    let evidence = try ClassEvidenceReader.read(yaml: yaml, file: "c.yml")
    #expect(evidence.fields == ["X-A"] && evidence.numbers == ["bulk-recipients": 5])
  }

  @Test(arguments: [
    "", "version: 1\nfields: [X-A]\n", "version: 1\nfields: [a]\nphrases: { x: { eng: [a] } }\nnumbers: {}\n",
  ])
  func refusesClassEvidence(_ yaml: String) {
    #expect(throws: ConfigurationError.self) { try ClassEvidenceReader.read(yaml: yaml, file: "c.yml") }
  }
}
