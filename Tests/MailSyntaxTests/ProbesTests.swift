import Foundation
import MailSyntax
import TestSupport
import Testing

/// Messages on which parsers in use disagree: each disagreement has a defect that names it.
struct ProbesTests {
  /// The probe, and the number of different readings that five parsers had of it.
  static func probes() throws -> [(name: String, readings: Int)] {
    try SharedData.text("data/probes/show.txt").split(separator: "\n").compactMap { line in
      guard line.hasPrefix("## ") else { return nil }
      let words = line.split(separator: " ")
      return words.count == 3 ? Int(words[2]).map { (String(words[1]), $0) } : nil
    }
  }

  @Test(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)))
  func everyDisagreementHasADefect() throws {
    let probes = try Self.probes()
    #expect(probes.count == 103)
    for probe in probes {
      let message = Message.parse(try SharedData.octets("data/probes/eml/\(probe.name).eml"))
      if probe.readings > 1 { #expect(!message.defects.isEmpty, "\(probe.name)") }
    }
  }

  /// The addresses that any of five parsers read; presend's readings together have them all.
  @Test(
    .enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)),
    arguments: [
      ("18-nul-in-header", FieldName.to, ["b@example.org", "evil@example.net"]),
      ("64-ew-encodes-address", .to, ["b@example.org", "x@evil.example"]),
      ("66-to-quoted-local-at", .to, ["\"xclow3n@gmail.example x\"@internal.example", "xclow3n@gmail.example"]),
      ("67-to-comment-in-domain", .to, ["user@good.example", "user@good.exampleevil.example"]),
      ("68-to-two-angle", .from, ["spoof@legit.example", "hacked@other.example"]),
      ("69-from-group", .from, ["attacker@example.com", "spoofed@example.net"]),
      ("72-to-unterminated-quote", .to, ["j@example.org", "c@example.org"]),
      ("73-to-semicolon-sep", .to, ["x@example.org", "y@example.org"]),
      ("78-to-missing-gt", .to, ["x@example.org", "y@example.org"]),
      ("81-to-realname-is-addr", .to, ["alice@example.org", "bob@example.net"]),
      ("82-to-realname-parens-addr", .to, ["alice@example.org", "bob@example.net"]),
    ])
  func bothReadings(_ name: String, _ kind: FieldName, _ expected: [String]) throws {
    let message = Message.parse(try SharedData.octets("data/probes/eml/\(name).eml"))
    let field = try #require(message.fields(named: kind).first)
    let readings = message.addressReadings(of: field)
    #expect(readings.count > 1)
    #expect(Set(readings.joined().map(\.address.wireForm)) == Set(expected))
    #expect(message.defects.contains { $0.kind == .ambiguousAddresses })
  }
}
