import Configuration
import Policy
import Testing

@Suite struct OtherPackReadersTests {
  @Test func readsTrackers() throws {
    let yaml = "version: 1\nservices:\n  - { name: A, operator: B, hosts: [a.test], paths: [\"/o/*\"] }\n"
    let services = try TrackerPackReader.read(yaml: yaml, file: "t.yml")
    #expect(services == [TrackingService(name: "A", operatorName: "B", hosts: ["a.test"], paths: ["/o/*"])])
  }

  @Test(arguments: [
    ("version: 1\nservices:\n  - { name: A, operator: B, hosts: [], paths: [x] }\n", 3, "is empty"),
    ("version: 1\nservices:\n  - { name: A, operator: B, hosts: [a] }\n", 3, "“paths” is missing"),
    ("version: 1\nservice: []\n", 2, "unknown key"),
  ])
  func refusesTrackers(_ yaml: String, _ line: Int, _ problem: String) {
    let error = #expect(throws: ConfigurationError.self) { try TrackerPackReader.read(yaml: yaml, file: "t.yml") }
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
