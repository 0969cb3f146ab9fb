import Foundation
import TestSupport
import Testing

@testable import MailSyntax

struct ContentTypeTests {
  static func read(_ text: String) -> ContentType {
    let octets = text.octets
    return ContentType(octets.span, 0..<octets.count)
  }

  static let readings: [(String, String?, [String])] = [
    ("text/plain", "text/plain", []), ("TEXT/HTML; Charset=UTF-8", "text/html", ["charset=UTF-8"]),
    ("text/plain; charset=\"us-ascii\" (comment)", "text/plain", ["charset=us-ascii"]),
    ("a/b; name*=utf-8''Gr%C3%BC%C3%9Fe", "a/b", ["name=Grüße"]),
    ("a/b; name*1*=%BCn; name*0*=utf-8''Gr%C3", "a/b", ["name=Grün"]),
    ("a/b; name*0=\"x\"; name*1=\"y\"", "a/b", ["name=xy"]),
    ("a/b; name=plain; name*=utf-8''other", "a/b", ["name=plain"]),
    ("a/b; name=\"=?utf-8?q?Gr=C3=BC=C3=9Fe?=\"", "a/b", ["name=Grüße"]),
    ("a/b; name=two words.pdf", "a/b", ["name=two words.pdf"]),
    ("a/b; x=\"a\\\"b\"", "a/b", ["x=a\"b"]), ("text", nil, []), ("", nil, []), ("(x) text / plain", "text/plain", []),
  ]

  @Test(arguments: readings)
  func reading(_ text: String, _ type: String?, _ parameters: [String]) {
    let value = Self.read(text)
    #expect(value.mediaType == type)
    #expect(value.parameters.list.map { "\($0.name)=\($0.value)" } == parameters)
  }

  @Test(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)))
  func stalwart() throws {
    let rows = try SharedData.json(Stalwart.folder + "/content_type.json")
    #expect(rows.count > 90)
    var compared = 0
    for row in rows {
      let header = try #require(row["header"] as? String)
      guard let expected = row["expected"] as? [String: Any] else { continue }
      compared += 1
      let value = Self.read(String(decoding: Stalwart.body(header), as: UTF8.self))
      let type = [expected["c_type"], expected["c_subtype"]].compactMap { $0 as? String }.joined(separator: "/")
        .lowercased()
      let attributes = (expected["attributes"] as? [[String]] ?? []).map { $0.joined(separator: "=") }
        .filter { !$0.contains("-language=") }  // the language is not kept
      let found = value.parameters.list.map { "\($0.name)=\($0.value)" }
      #expect(value.token ?? "" == Stalwart.typeExceptions[header] ?? type, "\(visible(header))")
      #expect(found.sorted() == (Stalwart.parameterExceptions[header] ?? attributes).sorted(), "\(visible(header))")
    }
    #expect(compared > 85)
  }
}
