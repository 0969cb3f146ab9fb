import Testing

@testable import Linting

@Suite struct SubjectPrefixTests {
  @Test(arguments: [
    "Re: a", "RE: a", "AW: a", "Antw: a", "Re[2]: a", "Re (3): a", "[liste] Re: a", "SV: a", "Odp: a", "re : a",
  ])
  func replies(_ subject: String) { #expect(SubjectPrefix(subject) == .reply) }

  @Test(arguments: ["Fwd: a", "FW: a", "WG: a", "TR: a", "[x][y] Fwd: a"])
  func forwards(_ subject: String) { #expect(SubjectPrefix(subject) == .forward) }

  @Test(arguments: [
    "", "a", "Regal: neu", "Angebot: Re: a", "[", "[x", ":", "Termin am 3.: offen", "Achtung: a", "WGE: a",
  ])
  func neither(_ subject: String) { #expect(SubjectPrefix(subject) == nil) }
}
