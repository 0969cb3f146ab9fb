import Foundation
import TestSupport
import Testing

@testable import MailSyntax

struct UnstructuredTests {
  static func decode(_ octets: [UInt8]) -> String { Unstructured.decode(octets.span, 0..<octets.count) }

  @Test(arguments: [
    (" plain ", "plain"), ("a\r\n b", "a b"), ("a\n\tb", "a\tb"), ("=?utf-8?q?J=C3=B6rg?=", "Jörg"),
    ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"), ("=?utf-8?q?a?=\r\n =?utf-8?b?Yg==?=", "ab"), ("=?utf-8?q?a?= b", "a b"),
    ("=?utf-8?q?Gr=C3?= =?utf-8?q?=BC=C3=9Fe?=", "Grüße"), ("=?utf-8?b?R3LD?= =?utf-8?b?vMOfZQ==?=", "Grüße"),
    ("=?utf-8?Q?abc", "=?utf-8?Q?abc"), ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="), ("=?utf-8*de?q?a_b?=", "a b"),
    ("=?iso-2022-jp?b?GyRCJCIbKEI=?=", "あ"), ("=?windows-1252?q?=80?=", "€"), ("x=?utf-8?q?=C3=BC?=y", "xüy"),
    ("Grüße", "Grüße"), ("=?koi8-r?b?8NLJ18XU?=", "Привет"), ("=?gb2312?b?xOO6ww==?=", "你好"), ("", ""),
  ])
  func text(_ octets: String, _ expected: String) { #expect(Self.decode(octets.octets) == expected) }

  @Test func undeclaredEightBitIsWindows1252() { #expect(Self.decode([0x47, 0x72, 0xFC, 0xDF, 0x65]) == "Grüße") }

  @Test(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)))
  func stalwart() throws {
    let rows = try SharedData.json(Stalwart.folder + "/unstructured.json")
    #expect(rows.count > 20)
    for row in rows {
      let header = try #require(row["header"] as? String)
      let expected = try #require(row["expected"] as? String)
      let found = Self.decode(Stalwart.body(header))
      // stalwart folds to one space; RFC 5322 §2.2.3 keeps the white space behind the line end.
      #expect(found.words == Stalwart.textExceptions[header] ?? expected.words, "\(visible(header))")
    }
  }

  @Test(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)))
  func jakartaFolds() throws {
    let text = try SharedData.text("data/addresses/mail-api/folddata").split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .filter { !$0.hasPrefix("#") }.joined(separator: "\n")
    let items = text.components(separatedBy: "$\n").map { $0.drop { $0 == "\n" } }
    var compared = 0
    var index = 0
    while index + 1 < items.count {
      if items[index].hasPrefix("BOTH\n") {
        index += 1
        continue
      }
      let isPair = items[index].hasPrefix("FOLD\n") || items[index].hasPrefix("UNFOLD\n")
      guard isPair, items[index + 1].hasPrefix("EXPECT\n") else {
        index += 1
        continue
      }
      let given = String(items[index].drop { $0 != "\n" }.dropFirst())
      let expected = String(items[index + 1].drop { $0 != "\n" }.dropFirst())
      index += 2
      // A backslash before a line end escapes nothing there (RFC 5322 §2.2.3 knows no such escape).
      guard !given.contains("\\") else { continue }
      // A line end without white space behind it is no fold; in a message a new line would begin there.
      guard !["a\nb", "a\n\nb", "a\rb", "a\r\rb", "a\r\nb", "a\r\n\rb"].contains(given) else { continue }
      compared += 1
      #expect(Self.decode(given.octets).words == Self.decode(expected.octets).words, "\(visible(given))")
    }
    #expect(compared > 25)
  }
}

extension String {
  var words: [Substring] { split { $0 == " " || $0 == "\t" || $0 == "\r\n" || $0 == "\n" || $0 == "\r" } }
}
