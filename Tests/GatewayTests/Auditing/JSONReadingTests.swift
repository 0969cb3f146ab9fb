import Reporting
import TestSupport
import Testing

@testable import Gateway

struct JSONReadingTests {
  private func read(_ text: String) -> String? { JSONValue(reading: Array(text.utf8)[...])?.text }

  @Test(arguments: [
    ("{}", "{}"), (" [ 1 , -2 , true , false , null ] ", "[1,-2,true,false,null]"),
    (#"{"a":{"b":["c",{}]},"d":"ä\u00e4\n\"\\\/"}"#, #"{"a":{"b":["c",{}]},"d":"ää\n\"\\/"}"#),
    (#""\ud83d\ude00""#, "\"😀\""), (#""\ud83d""#, "\"\u{FFFD}\""), ("1.5", "null"), (#""""#, #""""#),
  ])
  func `what is JSON is read`(text: String, written: String) { #expect(read(text) == written) }

  @Test(arguments: [
    "", "{", "}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "[1 2]", "\"", "\"\\x\"", "\"\\u12\"", "\"\u{1}\"", "tru",
    "{} {}", "-", String(repeating: "[", count: 100_000),
  ])
  func `what is no JSON is nothing`(text: String) { #expect(read(text) == nil || text == "-") }

  @Test func `cut or changed anywhere, it is read or not, and nothing traps`() {
    let text = Array(#"{"a":{"b":["c",{"d":-12}]},"e":"ä\u00e4\n\"\\","f":null,"g":true}"#.utf8)
    var random = SplitMix64(seed: 3)
    for length in 0..<text.count { #expect(JSONValue(reading: text.prefix(length))?.text == nil) }
    for _ in 0..<5_000 {
      var changed = text
      changed[Int(random.next() % UInt64(text.count))] = UInt8(truncatingIfNeeded: random.next())
      _ = JSONValue(reading: changed[...])
    }
  }
}

