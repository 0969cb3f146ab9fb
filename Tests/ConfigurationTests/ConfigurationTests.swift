import Configuration
import MailSyntax
import Policy
import Testing

@Suite struct ConfigurationTests {
  @Test func fixturesAreThere() {
    #expect(Fixtures.names(in: "ok").count >= 8)
    #expect(Fixtures.names(in: "bad").count >= 60)
  }

  @Test(arguments: Fixtures.names(in: "bad"))
  func badFilesAreRefused(_ name: String) throws {
    let yaml = try Fixtures.text("bad", "\(name).yml")
    do {
      _ = try Configuration.read(yaml: yaml, file: "\(name).yml", rules: Fixtures.rules)
      Issue.record("\(name).yml was read")
    } catch {
      try Fixtures.expect("\(error)\n", "bad", name)
      #expect(!error.description.contains("\n"))
    }
  }

  @Test(arguments: Fixtures.names(in: "ok"))
  func goodFilesAreRead(_ name: String) throws {
    let yaml = try Fixtures.text("ok", "\(name).yml")
    let configuration = try Configuration.read(yaml: yaml, file: "/etc/presend/\(name).yml", rules: Fixtures.rules)
    try Fixtures.expect(configuration.yaml, "ok", name)
  }

  @Test(arguments: Fixtures.names(in: "ok"))
  func whatIsShownIsReadBack(_ name: String) throws {
    let yaml = try Fixtures.text("ok", "\(name).yml")
    let shown = try Configuration.read(yaml: yaml, file: "/etc/\(name).yml", rules: Fixtures.rules).yaml
    #expect(try Configuration.read(yaml: shown, file: "shown.yml", rules: Fixtures.rules).yaml == shown)
  }

  @Test func emptyIsBuiltIn() throws {
    #expect(try Configuration.read(yaml: "", file: "presend.yml").yaml == Configuration.builtIn.yaml)
    #expect(Configuration.builtIn.settings.organisation.domains.isEmpty)
    #expect(Configuration.builtIn.consentStore == nil)
    #expect(Configuration.builtIn.relay == nil)
    #expect(Configuration.builtIn.maximumMessageOctets == 52_428_800)
  }

  @Test func valuesArriveWhereTheyBelong() throws {
    let yaml = try Fixtures.text("ok", "everything.yml")
    let configuration = try Configuration.read(yaml: yaml, file: "/etc/presend/presend.yml", rules: Fixtures.rules)
    let settings = configuration.settings
    #expect(settings.mode == .shadow)
    #expect(!settings.allowsPresendClass)
    #expect(settings.organisation.contact == AddrSpec(localPart: "dsb", domain: "bücher.example"))
    #expect(settings.classes.map(\.mailClass) == [.newsletter, .firstContact, .private])
    #expect(settings.classes[1].header?.name == "X-Campaign")
    #expect(settings.classes[1].header?.body == "cold-*")
    let list = try #require(settings.rules["recipients/open-list"])
    #expect(list.numbers == ["threshold": 5])
    #expect(list.failureMode == .tempfail)
    #expect(list.perClass[.firstContact]?.action == .hold)
    #expect(list.perClass[.personal]?.numbers == ["threshold": 10])
    #expect(settings.rules["unsubscribe/missing"]?.action == .off)
    #expect(settings.rules["reason/missing"]?.failureMode == .pass)
    #expect(configuration.consentStore == "/etc/presend/consent.db")
    #expect(configuration.queueDirectory == "/etc/presend/spool")
    #expect(settings.rules["reason/missing"]?.allowsOverride == true)
    #expect(configuration.held.approver == AddrSpec(localPart: "dsb", domain: "bücher.example"))
    #expect(configuration.held.keepFor == 3 * 86_400 && configuration.held.mailsPerHour == 2)
    #expect(configuration.audit.namedSenders == ["shop@*", "*@machines.example"])
    let relay = try #require(configuration.relay)
    #expect(relay.smarthost.secret == .passwordFile("/etc/presend/secrets/relay.password"))
    #expect(relay.retry.intervals == [30, 90, 300, 3_600])
    #expect(relay.retry.giveUpAfter == 4 * 86_400)
    #expect(configuration.submission.heldExit == .accepted)
    #expect(configuration.submission.language == .german)
  }

  @Test func relativePathsBelongToTheFilesFolder() throws {
    let yaml = "consent: { store: \"sqlite:c.db\" }"
    #expect(try Configuration.read(yaml: yaml, file: "presend.yml").consentStore == "c.db")
    #expect(try Configuration.read(yaml: yaml, file: "a/presend.yml").consentStore == "a/c.db")
    #expect(try Configuration.read(yaml: yaml, file: "/a/presend.yml").consentStore == "/a/c.db")
  }

  @Test func unknownRulesPassWhereRulesAreNotKnown() throws {
    let read = try Configuration.read(yaml: "rules: { a/b: { threshold: 3 } }", file: "presend.yml")
    #expect(read.settings.rules["a/b"]?.numbers == ["threshold": 3])
    #expect(throws: ConfigurationError.self) {
      try Configuration.read(yaml: "rules: { ab: warn }", file: "presend.yml")
    }
  }

  /// Whatever a file holds, reading ends, with an answer or an error in one line.
  @Test func mutilatedFilesNeverTrap() throws {
    let whole = Array(try Fixtures.text("ok", "everything.yml").utf8)
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let interesting = Array("{}[]:,-#&*!|>'\"%@`~\n\t \u{0} ").map { Array(String($0).utf8) }
    for _ in 0..<2_000 {
      var octets = whole
      for _ in 0...random(3) {
        let at = random(octets.count)
        switch random(3) {
        case 0: octets.removeSubrange(at..<min(octets.count, at + 1 + random(20)))
        case 1: octets.insert(contentsOf: interesting[random(interesting.count)], at: at)
        default: octets[at] = UInt8(random(256))
        }
      }
      do {
        _ = try Configuration.read(
          yaml: String(decoding: octets, as: UTF8.self), file: "presend.yml", rules: Fixtures.rules)
      } catch {
        #expect(!error.problem.isEmpty)
      }
    }
  }
}
