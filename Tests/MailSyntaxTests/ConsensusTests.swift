import Foundation
import MailSyntax
import TestSupport
import Testing

/// What at least four of five independent parsers read in real messages.
struct ConsensusTests {
  static let folder = "data/messages"
  /// Of the features compared, in a thousand; docs/testing.md explains each that differs.
  static let tolerance = 3

  @Test(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)))
  func agreesWithTheMajority() throws {
    var compared = 0
    var differing: [String] = []
    for row in try SharedData.jsonLines("\(Self.folder)/consensus.jsonl") {
      guard let path = row["path"] as? String, let expected = row["expect"] as? [String: Any],
        let octets = try? SharedData.octets("\(Self.folder)/files/\(path)")
      else { continue }
      let message = Message.parse(octets)
      func compare(_ name: String, _ found: [String?]) {
        guard let wanted = expected[name] as? [Any] else { return }
        compared += 1
        if found != wanted.map({ $0 as? String }) { differing.append("\(name) \(path)") }
      }
      compare("from", Self.addresses(message, .from))
      compare("to", Self.addresses(message, .to))
      compare("cc", Self.addresses(message, .cc))
      let leaves = Self.leaves(message)
      compare("tree", leaves.map(\.mediaType))
      compare("filenames", leaves.map { $0.mediaType == "message/rfc822" ? nil : $0.fileName })
      if let subject = expected["subject"] as? String {
        compared += 1
        let found = message.fields(named: .subject).first.map(message.unstructured) ?? ""
        if found.split(whereSeparator: \.isWhitespace) != subject.split(whereSeparator: \.isWhitespace) {
          differing.append("subject \(path)")
        }
      }
    }
    #expect(compared > 3500)
    #expect(differing.count * 1000 <= compared * Self.tolerance, "\(differing)")
  }

  static func addresses(_ message: Message, _ kind: FieldName) -> [String] {
    message.fields(named: kind).flatMap { message.mailboxes(in: $0) }.map { mailbox in
      let address = mailbox.address
      return (address.domain.isEmpty ? address.localPart : "\(address.localPart)@\(address.domain)").lowercased()
    }.filter { !$0.isEmpty }
  }

  /// The parts that hold no others, and the nested messages, depth first.
  static func leaves(_ message: Message) -> [Part] {
    message.parts.flatMap { part -> [Part] in
      let nested = message.encodedMessage(in: part).map(leaves) ?? []
      return (!part.hasParts || part.mediaType == "message/rfc822" ? [part] : []) + nested
    }
  }
}
