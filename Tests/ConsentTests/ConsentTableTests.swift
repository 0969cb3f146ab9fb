import Consent
import MailSyntax
import Policy
import TestSupport
import Testing

@Suite struct ConsentTableTests {
  private func read(_ text: String) throws -> [ConsentEvent] {
    try ConsentTable.read(Array(text.utf8), file: "consent.csv", now: now)
  }

  private func refusal(_ text: String) -> String {
    do {
      _ = try read(text)
      return "was read"
    } catch { return "\(error)" }
  }

  private let header = "address,purpose,state,at,basis,source,note\n"

  @Test func readsTheColumnsInAnyOrder() throws {
    let events = try read(
      "At,Basis,State,Address,Purpose\r\n2026-05-01T11:30:00+02:00,double-opt-in,granted,Anna <anna@kunde.example>,tracking"
    )
    #expect(events == [.sample("anna@kunde.example", .tracking)])
  }

  @Test(arguments: [
    ("", "consent.csv:1: the file is empty"),
    ("address,purpose\n", "consent.csv:1: column “state” is missing"),
    ("address,purpose,state,at,basis,consent\n", "consent.csv:1: unknown column “consent”"),
    ("address,purpose,state,at,basis,at\n", "consent.csv:1: column “at” stands twice"),
    ("address;purpose;state;at;basis\n", "consent.csv:1: the columns are not separated by commas"),
  ])
  func badHeaders(_ text: String, _ start: String) {
    #expect(refusal(text).hasPrefix(start), "\(refusal(text))")
  }

  @Test(arguments: [
    ("a@b.example,mail,granted,2026-05-01T09:30:00Z,b,", "6 fields where the first row has 7"),
    ("nobody,mail,granted,2026-05-01T09:30:00Z,b,,", "“nobody” has no domain"),
    ("a@@b,mail,granted,2026-05-01T09:30:00Z,b,,", "“a@@b” is no mail address"),
    ("a@b.example,email,granted,2026-05-01T09:30:00Z,b,,", "“email” is no purpose"),
    ("a@b.example,mail,yes,2026-05-01T09:30:00Z,b,,", "“yes” is no state"),
    ("a@b.example,mail,unknown,2026-05-01T09:30:00Z,b,,", "“unknown” is no state"),
    ("a@b.example,mail,granted,2026-05-01,b,,", "“2026-05-01” is no time"),
    ("a@b.example,mail,granted,2030-05-01T09:30:00Z,b,,", "2030-05-01T09:30:00Z lies in the future"),
    ("a@b.example,mail,granted,2026-05-01T09:30:00Z,,,", "a grant without a basis"),
    ("a@b.example,mail,granted,2026-05-01T09:30:00Z,b,,\"x", "a quote is never closed"),
    ("a@b.example,mail,granted,2026-05-01T09:30:00Z,b,,\u{0}", "the note holds a NUL"),
  ])
  func badRows(_ row: String, _ problem: String) {
    let good = "a@b.example,mail,denied,2026-05-01T09:30:00Z,,,\n"
    let said = refusal(header + good + row + "\n")
    #expect(said.hasPrefix("consent.csv:3: \(problem)"), "\(said)")
    #expect(said.contains("; "), "a mend is missing: \(said)")
  }

  @Test func allBadRowsAreNamedUpToALimit() {
    let bad = String(repeating: "x,y,z,,,,\n", count: 50)
    #expect(refusal(header + bad).split(separator: "\n").count == ConsentTable.maximumRefusals)
  }

  @Test func refusalsNeedNoBasis() throws {
    let rows = "a@b.example,mail,denied,2026-05-01T09:30:00Z,,,\na@b.example,mail,withdrawn,2026-05-02T09:30:00Z,,,\n"
    #expect(try read(header + rows).map(\.state) == [.denied, .withdrawn])
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var chance = SplitMix64(seed: 3)
    let events = (0..<500).map { _ in ConsentEvent.random(using: &chance) }
    let text = ConsentTable.header + events.map(ConsentTable.row).joined()
    #expect(try read(text) == events)
  }
}

extension ConsentEvent {
  /// Any event that the store takes.
  static func random(using chance: inout SplitMix64) -> ConsentEvent {
    let locals = ["anna", "+x", "=1+1", "-a", "a b", "o'hara", "ä", "a\"b", "Info", "x,y", "'=q"]
    let domains = ["kunde.example", "bücher.example", "KUNDE.example", "[192.0.2.1]"]
    let pieces = ["=cmd", "\"", ",", "\r\n", "\n", "'", " ", "ü", "x", "@", "\t", "-", ""]
    func text() -> String {
      (0..<Int.random(in: 0...4, using: &chance)).map { _ in pieces.randomElement(using: &chance)! }.joined()
    }
    let state = [ConsentState.granted, .denied, .withdrawn].randomElement(using: &chance)!
    return ConsentEvent(
      address: AddrSpec(
        localPart: locals.randomElement(using: &chance)!, domain: domains.randomElement(using: &chance)!),
      purpose: Purpose.allCases.randomElement(using: &chance)!, state: state,
      at: UTCTime(milliseconds: Int.random(in: 0...1_790_000_000_000, using: &chance)),
      basis: state == .granted ? "b" + text() : text(), source: text(), note: text(), proof: text())
  }
}
