import Foundation
import MailSyntax
import TestSupport
import Testing

/// The strict grammar of addr-spec against collections of addresses that others have judged.
struct AddrSpecGrammarTests {
  @Test(arguments: [
    ("a@example.org", AddrSpecStanding.valid), ("a.b+c@example.org", .valid), ("\"a b\"@example.org", .valid),
    ("a@[192.0.2.1]", .valid), ("a@[IPv6:2001:db8::1]", .valid), ("jörg@müller.example", .valid),
    ("(c)a@example.org", .valid), ("a @example.org", .obsolete), ("a. b@example.org", .obsolete),
    ("\"a\".b@example.org", .obsolete), ("a@[192.0.2.256]", .fieldOnly), ("a@x_y.example", .fieldOnly),
    ("a", .invalid), ("a@", .invalid), ("@b", .invalid), ("a..b@c", .invalid), ("a@b@c", .invalid),
    ("a@-b.c", .invalid),
    ("a b@c", .invalid), ("", .invalid),
  ])
  func standing(_ text: String, _ expected: AddrSpecStanding) {
    #expect(AddrSpec.standing(of: text.octets) == expected, "\(visible(text))")
  }

  /// Rows of isemail where the RFCs' words say otherwise.
  static let isemailExceptions: [String: AddrSpecStanding] = [
    // RFC 6532 §3.2: "atext =/ UTF8-non-ascii", "VCHAR =/ UTF8-non-ascii": 8-bit text is in order since 2012.
    "\"test\\©\"@iana.org": .valid,
    // RFC 5321 §4.1.3, IPv6-comp: "The "::" represents at least 2 16-bit groups of zeros. No more than 6 groups in
    // addition to the "::" may be present." With one group it was in order once; isemail itself notes "deprecated".
    "first.last@[IPv6:1111:2222:3333::4444:5555:12.34.56.78]": .obsolete,
    "first.last@[IPv6:1111:2222:3333::4444:5555:6666:7777]": .obsolete,
    "first.last@[IPv6:::a2:a3:a4:b1:b2:b3:b4]": .obsolete,
    "first.last@[IPv6:a1:a2:a3:a4:b1:b2:b3::]": .obsolete,
    "first.last@[IPv6:::a2:a3:a4:b1:ffff:11.22.33.44]": .obsolete,
    "first.last@[IPv6:a1:a2:a3:a4:b1::11.22.33.44]": .obsolete,
    // RFC 5322 §4.4: "obs-domain = atom *("." atom)", where an atom has CFWS at its sides; dot-atom has it only
    // outside.
    "first.last@iana(1234567890123456789012345678901234567890123456789012345678901234567890).org": .obsolete,
  ]

  @Test(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)))
  func isemail() throws {
    let rows = try SharedData.jsonLines("data/addresses/isemail.jsonl")
    #expect(rows.count == 443)
    for row in rows {
      let address = try #require(row["address"] as? String)
      let category = try #require(row["category"] as? String)
      let expected: AddrSpecStanding =
        switch category {
        case "ISEMAIL_ERR": .invalid
        case "ISEMAIL_DEPREC": .obsolete
        case "ISEMAIL_RFC5322": .fieldOnly
        default: .valid  // the DNS is not asked
        }
      let standing = AddrSpec.standing(of: address.octets)
      #expect(
        standing == Self.isemailExceptions[address] ?? expected,
        "\(visible(address)) is \(row["diagnosis"] ?? "")")
    }
  }

  @Test(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)))
  func jmailValid() throws {
    let rows = try SharedData.text("data/addresses/jmail/valid-addresses.csv").split(separator: "\n").dropFirst()
    #expect(rows.count > 100)
    var compared = 0
    for row in rows {
      let cells = JMail.cells(String(row))
      guard cells.count >= 3 else { continue }
      compared += 1
      let mailboxes = AddressList.parse(cells[0].octets)
      let standing = AddrSpec.standing(of: cells[0].octets)
      #expect((standing == .invalid) == JMail.isMore(cells[0]), "\(cells)")
      guard !cells[0].contains("\\") else { continue }
      #expect(mailboxes.map(\.address.domain) == [JMail.withoutComments(cells[2])], "\(cells)")
    }
    #expect(compared > 100)
  }

  @Test(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)))
  func jmailInvalid() throws {
    let rows = try SharedData.text("data/addresses/jmail/invalid-addresses.csv").split(separator: "\n").dropFirst()
    #expect(rows.count > 100)
    for row in rows {
      let end = row.range(of: " ;", options: .backwards)?.lowerBound ?? row.endIndex
      let address = String(row[..<end])
      let standing = AddrSpec.standing(of: address.octets)
      // jmail asks for what SMTP takes; what only a field may hold it counts as invalid.
      let isException = JMail.isInOrder(address)
      #expect(isException ? standing == .valid : standing >= .fieldOnly, "\(row) is \(standing)")
    }
  }
}

/// The collection of jmail.
enum JMail {
  /// Rows that are no addr-spec by RFC 5322 §3.2.3 and §3.4.1: a quoted-pair stands only within quotes or comments
  /// ("\\@" and "\\ " come from an erratum of RFC 3696), and a name with angle brackets is a mailbox (§3.4).
  static func isMore(_ address: String) -> Bool {
    let bare = withoutComments(address)
    return bare.contains("\\") && !bare.contains("\"") || address.contains("<") && !address.contains("\"")
  }

  /// Rows that jmail refuses by rules of its own. RFC 6532 §3.2: "atext =/ UTF8-non-ascii", whatever the category of
  /// the character; RFC 5321 §4.1.2: `sub-domain = Let-dig [Ldh-str]`, so a domain may end with digits.
  static func isInOrder(_ address: String) -> Bool {
    address.utf8.contains { $0 >= 0x80 } && !address.contains("\\") && !address.contains("-")
      || address == "email@111.222.333.44444"
  }

  /// A domain without its comments and white space.
  static func withoutComments(_ domain: String) -> String {
    var depth = 0
    var result = ""
    for character in domain {
      if character == "(" { depth += 1 }
      if depth == 0, character != " " { result.append(character) }
      if character == ")" { depth -= 1 }
    }
    return result
  }

  /// The cells of a row; quoted ones hold commas.
  static func cells(_ row: String) -> [String] {
    var cells: [String] = [""]
    var isQuoted = false
    for character in row {
      if character == "\"", isQuoted || cells[cells.count - 1].isEmpty {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
