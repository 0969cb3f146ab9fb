import Foundation
import TestSupport
import Testing

@testable import MailSyntax

/// Lists of addresses against those that others have collected.
struct AddressListTests {
  @Test(arguments: [
    ("a@b", ["a@b"]), ("A <a@b>, c@d", ["a@b", "c@d"]), ("G: a@b, C <c@d>;, e@f", ["a@b", "c@d", "e@f"]),
    ("undisclosed-recipients:;", []), ("\"x, y\" <a@b>", ["a@b"]), ("a@b (x, y), c@d", ["a@b", "c@d"]),
    ("<@r,@s:a@b>", ["a@b"]), ("a@b;c@d", ["a@b", "c@d"]), ("<a@b, c@d", ["a@b", "c@d"]), ("<<<a@b>>>", ["a@b"]),
    ("a@b>", ["a@b"]), ("(x <a@b>", ["a@b"]), ("x) <a@b>", ["a@b"]), ("\"x <a@b>", ["a@b"]),
    ("=?utf-8?q?x,y?= <a@b>", ["a@b"]), ("a @ b", ["a@b"]), ("a . b @ c . d", ["a.b@c.d"]), ("", []), (",,,", []),
    ("\"a@b\"@c", ["a@b@c"]), ("a@[192.0.2.1]", ["a@[192.0.2.1]"]),
  ])
  func addresses(_ text: String, _ expected: [String]) {
    let found = AddressList.parse(text.octets).map { "\($0.address.localPart)@\($0.address.domain)" }
    #expect(found == expected, "\(visible(text))")
  }

  @Test(arguments: [
    ("Anna Muster <a@b>", "Anna Muster"), ("\"Anna \\\"A\\\" Muster\" <a@b>", "Anna \"A\" Muster"),
    ("=?utf-8?q?J=C3=B6rg?= =?utf-8?q?_K?= <a@b>", "Jörg K"), ("a@b (Anna)", "Anna"), ("A. Muster <a@b>", "A. Muster"),
    ("Anna\r\n Muster <a@b>", "Anna Muster"), ("=?utf-8?b?SsO2?= =?utf-8?b?cmc=?= <a@b>", "Jörg"),
    ("=?iso-8859-1?q?J=F6rg?= x <a@b>", "Jörg x"), ("\"=?utf-8?q?J=C3=B6rg?=\" <a@b>", "Jörg"),
  ])
  func displayName(_ text: String, _ expected: String) {
    #expect(AddressList.parse(text.octets).map(\.displayName) == [expected], "\(visible(text))")
  }

  @Test func groupIsNamed() {
    let found = AddressList.parse("The \"A\" Team: a@b, c@d;, e@f".octets)
    #expect(found.map(\.group) == ["The A Team", "The A Team", nil])
  }

  @Test(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)))
  func stalwartAddresses() throws {
    let rows = try SharedData.json(Stalwart.folder + "/address.json")
    #expect(rows.count > 50)
    for row in rows {
      let header = try #require(row["header"] as? String)
      let expected = Stalwart.addresses(row["expected"])
      let found = AddressList.parse(Stalwart.body(header)).map { mailbox in
        let address = mailbox.address
        return address.domain.isEmpty ? address.localPart : "\(address.localPart)@\(address.domain)"
      }
      #expect(found == Stalwart.addressExceptions[header] ?? expected, "\(visible(header))")
    }
  }

  @Test(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)))
  func mailAPIAddresses() throws {
    let cases = try JakartaCases.read("data/addresses/mail-api/addrlist", key: "To:")
    #expect(cases.count > 100)
    var compared = 0
    for item in cases where !item.isStrict {
      guard let expected = item.expected else { continue }
      compared += 1
      let found = AddressList.parse(item.body.octets).map(\.address.wireForm)
      #expect(
        found == JakartaCases.addressExceptions[item.body] ?? JakartaCases.flattened(expected), "\(visible(item.body))")
    }
    #expect(compared > 100)
  }

  /// The quick reading of usual forms and the full one are the same.
  @Test func usualFormsReadTheSame() {
    var generator = SplitMix64(seed: 11)
    let pieces = [
      "Anna", " ", "Muster", "<", ">", "@", ",", "a", "b.test", "\"", "=?utf-8?q?J=C3=B6?=", "=?utf-8?q?a,b?=",
      " <a@b>",
      "a@b", ", ", "\r\n ", ";", ":", "(c)", "\\", "ü", "[1.2.3.4]", "=", ".",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...9, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }
        .joined()
      var full = AddressParser(skipsUsual: true)
      full.read(text.octets.span, 0..<text.utf8.count)
      let quick = AddressList.parse(text.octets)
      #expect(quick.map(\.address) == full.mailboxes.map(\.address), "\(visible(text))")
      #expect(quick.map(\.displayName) == full.mailboxes.map(\.displayName), "\(visible(text))")
    }
  }
}
