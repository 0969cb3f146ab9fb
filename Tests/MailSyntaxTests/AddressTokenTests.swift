import Foundation
import TestSupport
import Testing

@testable import MailSyntax

struct AddressTokenTests {
  static func tokens(_ text: String) -> [String] {
    let octets = text.octets
    var index = 0
    var damage = AddressToken.Damage()
    var found: [String] = []
    while let token = AddressToken.next(octets.span, &index, octets.count, &damage) {
      if token.kind != .comment { found.append(octets.span.string(token.range)) }
    }
    return found
  }

  @Test(arguments: [
    ("a.b@c", ["a.b", "@", "c"]), ("A B <a@b>", ["A", "B", "<", "a", "@", "b", ">"]),
    ("\"a \\\" b\"x", ["\"a \\\" b\"", "x"]), ("(a (b) \\) c) d", ["d"]), ("a@[1.2.3.4]", ["a", "@", "[1.2.3.4]"]),
    ("=?utf-8?q?a,b?= c", ["=?utf-8?q?a,b?=", "c"]),
  ])
  func tokens(_ text: String, _ expected: [String]) { #expect(Self.tokens(text) == expected) }

  @Test(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)))
  func jakarta() throws {
    let cases = try JakartaCases.read("data/addresses/mail-api/tokenlist", key: "To:")
    #expect(cases.count > 40)
    var compared = 0
    for item in cases {
      guard let expected = item.expected else { continue }
      compared += 1
      // Dots are tokens there and part of atoms here, and quotes are left out: the text in a row is compared.
      let wanted = expected.compactMap { line in
        line.hasPrefix("COMMENT") ? nil : line.split(separator: "\t").dropFirst().joined()
      }.joined()
      let found = Self.tokens(item.body).map { $0.hasPrefix("\"") ? String($0.dropFirst().dropLast()) : $0 }.joined()
      #expect(found.words.joined() == wanted.words.joined(), "\(visible(item.body))")
    }
    #expect(compared > 40)
  }
}
