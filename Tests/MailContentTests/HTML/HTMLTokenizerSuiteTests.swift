import Foundation
import TestSupport
import Testing

@testable import MailContent

/// The html5lib tokenizer suite: every case of every file, error tokens aside.
///
/// Not run: `xmlViolation.test`, whose cases expect the coercion of a document to an XML infoset (e.g. U+000C as a
/// space), which is a step of tree construction behind the tokenizer.
@Suite(.enabled(if: SharedData.has("data/html5lib-tokenizer"), "the html5lib suite is not at hand"))
struct HTMLTokenizerSuiteTests {
  static let leftOut: Set = ["xmlViolation.test"]

  @Test func everyCasePasses() throws {
    let files = SharedData.files(below: "html5lib-tokenizer").filter { $0.pathExtension == "test" }
    #expect(files.count == 14)
    var cases = 0
    for file in files where !Self.leftOut.contains(file.lastPathComponent) {
      let root = try #require(
        try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
      for test in try #require(root["tests"] as? [[String: Any]]) {
        for state in test["initialStates"] as? [String] ?? ["Data state"] {
          cases += 1
          let expected = try Self.expected(test)
          let found = try Self.tokens(test, state: state)
          #expect(found == expected, "\(file.lastPathComponent): \(test["description"] ?? "") in \(state)")
        }
      }
    }
    #expect(cases > 6_000)
  }

  /// A token as the suite writes it; text as octets, since some cases hold lone surrogates.
  enum Token: Equatable {
    case doctype([UInt8]?, [UInt8]?, [UInt8]?, isCorrect: Bool)
    case start([UInt8], [[UInt8]: [UInt8]], isSelfClosing: Bool)
    case end([UInt8])
    case comment([UInt8])
    case characters([UInt8])
  }

  static func expected(_ test: [String: Any]) throws -> [Token] {
    let isEscaped = test["doubleEscaped"] as? Bool ?? false
    func text(_ value: Any) -> [UInt8]? { (value as? String).map { octets($0, isEscaped: isEscaped) } }
    let output = try #require(test["output"] as? [[Any]])
    return joined(
      output.map { token in
        switch token[0] as? String {
        case "DOCTYPE":
          .doctype(text(token[1]), text(token[2]), text(token[3]), isCorrect: token[4] as? Bool ?? false)
        case "StartTag":
          .start(
            text(token[1]) ?? [],
            Dictionary(
              uniqueKeysWithValues: (token[2] as? [String: String] ?? [:]).map {
                (octets($0.key, isEscaped: isEscaped), octets($0.value, isEscaped: isEscaped))
              }), isSelfClosing: token.count > 3)
        case "EndTag": .end(text(token[1]) ?? [])
        case "Comment": .comment(text(token[1]) ?? [])
        default: .characters(text(token[1]) ?? [])
        }
      })
  }

  static func tokens(_ test: [String: Any], state: String) throws -> [Token] {
    let isEscaped = test["doubleEscaped"] as? Bool ?? false
    let input = octets(try #require(test["input"] as? String), isEscaped: isEscaped)
    var tokenizer = HTMLTokenizer(0..<input.count)
    tokenizer.contentModel = try #require(
      [
        "Data state": .data, "PLAINTEXT state": .plaintext, "RCDATA state": .rcdata, "RAWTEXT state": .rawText,
        "Script data state": .scriptData, "CDATA section state": .cdata,
      ][state])
    if let last = test["lastStartTag"] as? String { tokenizer.lastStartTag = HTMLName(last) }
    var found: [Token] = []
    var previousEnd = 0
    while let token = tokenizer.next(in: input.span) {
      #expect(token.range.lowerBound == previousEnd && token.range.upperBound > previousEnd)
      previousEnd = token.range.upperBound
      if let value = Self.value(of: token, attributes: tokenizer.attributes, in: input) { found.append(value) }
    }
    #expect(previousEnd == input.count)
    return joined(found)
  }

  static func value(of token: HTMLToken, attributes: [HTMLAttribute], in input: [UInt8]) -> Token? {
    switch token.kind {
    case .nothing: return nil
    case .text: return .characters(HTMLText.characters(token, in: input.span))
    case .comment: return .comment(HTMLText.data(token.content, in: input.span))
    case .endTag: return .end(HTMLText.name(token.content, in: input.span))
    case .doctype:
      let isClosed = token.range.upperBound > token.content.upperBound
      let doctype = HTMLDoctype(token.content, isClosed: isClosed, in: input.span)
      return .doctype(
        doctype.name, doctype.publicIdentifier, doctype.systemIdentifier, isCorrect: !doctype.forcesQuirks)
    case .startTag:
      var values: [[UInt8]: [UInt8]] = [:]
      for attribute in attributes {
        let name = HTMLText.name(attribute.nameRange, in: input.span)
        if values[name] == nil { values[name] = HTMLText.value(attribute.value, in: input.span) }
      }
      return .start(HTMLText.name(token.content, in: input.span), values, isSelfClosing: token.isSelfClosing)
    }
  }

  /// Adjacent texts as one, as the suite has them.
  static func joined(_ tokens: [Token]) -> [Token] {
    tokens.reduce(into: []) { result, token in
      if case .characters(let more) = token, case .characters(let text)? = result.last {
        result[result.count - 1] = .characters(text + more)
      } else {
        result.append(token)
      }
    }.filter { $0 != .characters([]) }
  }

  /// The octets of a string of the suite; `\uHHHH` is replaced where the case is escaped twice.
  static func octets(_ string: String, isEscaped: Bool) -> [UInt8] {
    guard isEscaped else { return Array(string.utf8) }
    let source = Array(string.utf8)
    var output: [UInt8] = []
    var index = 0
    while index < source.count {
      if source[index] == UInt8(ascii: "\\"), index + 5 < source.count, source[index + 1] == UInt8(ascii: "u"),
        let code = UInt32(String(decoding: source[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
      {
        output.append(scalar: code)
        index += 6
      } else {
        output.append(source[index])
        index += 1
      }
    }
    return joinedSurrogates(output)
  }

  /// Pairs of surrogates, each written in three octets, as the one character they stand for.
  private static func joinedSurrogates(_ octets: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var index = 0
    func unit(_ at: Int) -> UInt32? {
      guard at + 2 < octets.count, octets[at] == 0xed, octets[at + 1] >= 0xa0 else { return nil }
      return 0xd000 | UInt32(octets[at + 1] & 0x3f) << 6 | UInt32(octets[at + 2] & 0x3f)
    }
    while index < octets.count {
      if let high = unit(index), high < 0xdc00, let low = unit(index + 3), low >= 0xdc00 {
        output.append(scalar: 0x1_0000 + (high - 0xd800) << 10 + (low - 0xdc00))
        index += 6
      } else {
        output.append(octets[index])
        index += 1
      }
    }
    return output
  }
}
