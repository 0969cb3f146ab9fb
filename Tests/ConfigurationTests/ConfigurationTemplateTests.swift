import Configuration
import Policy
import Testing

@Suite struct ConfigurationTemplateTests {
  @Test func isReadAsItIs() throws {
    let read = try Configuration.read(yaml: ConfigurationTemplate.yaml(), file: "presend.yml", rules: Fixtures.rules)
    #expect(read.settings.organisation.domains == ["example.org", "*.example.org"])
  }

  @Test func takesTheDomain() throws {
    let yaml = ConfigurationTemplate.yaml(domain: "bücher.example")
    let read = try Configuration.read(yaml: yaml, file: "presend.yml", rules: Fixtures.rules)
    #expect(read.settings.organisation.domains == ["bücher.example", "*.bücher.example"])
  }

  @Test(arguments: ["a b", "x\n  contact: y", "\"]", "-x.example", ""])
  func aBadDomainIsAnError(_ domain: String) {
    #expect(throws: ConfigurationError.self) {
      try Configuration.read(yaml: ConfigurationTemplate.yaml(domain: domain), file: "presend.yml")
    }
  }

  /// What stands in comments is read too once somebody takes the "#" away.
  @Test func commentedExamplesAreValid() throws {
    let lines = ConfigurationTemplate.yaml().split(separator: "\n", omittingEmptySubsequences: false)
    let sections = ["mode", "classes", "rules", "consent", "trackers", "queue", "held", "relay", "submission"]
    var yaml: [Substring] = []
    var isExample = false
    for line in lines {
      let uncommented = line.drop { $0 == " " }.hasPrefix("# ") ? uncomment(line) : line
      if sections.contains(where: { uncommented.hasPrefix("\($0):") }) { isExample = true }
      if line.isEmpty { isExample = false }
      if isExample { yaml.append(uncommented) }
    }
    let read = try Configuration.read(
      yaml: yaml.joined(separator: "\n"), file: "/etc/presend/presend.yml", rules: Fixtures.rules)
    #expect(read.settings.classes.count == 2)
    #expect(read.settings.rules.count == 3)
    #expect(read.relay?.smarthost.url.description == "smtps://smtp.example.org:465")
    #expect(read.trackerLists == ["/etc/presend/trackers.txt"])
    #expect(read.consentStore == "/var/lib/presend/consent.db")
  }

  private func uncomment(_ line: Substring) -> Substring {
    guard let mark = line.firstIndex(of: "#") else { return line }
    return line[..<mark] + line[mark...].dropFirst(2)
  }
}
