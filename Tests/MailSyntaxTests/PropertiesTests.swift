import Foundation
import MailSyntax
import TestSupport
import Testing

/// What holds of every message, checked on fixtures and on seeded mutations of them.
struct PropertiesTests {
  static let seed: UInt64 = 0x5EED_2026

  static func samples() throws -> [[UInt8]] {
    let fixtures = PackageFolder.files(in: "Fixtures/messages").filter { $0.hasSuffix(".eml") }
    return try fixtures.map(PackageFolder.octets)
  }

  static func check(_ octets: [UInt8]) {
    let message = Message.parse(octets)
    let all = 0..<octets.count
    func isWithin(_ range: OctetRange) -> Bool {
      range.clamped(to: all) == range || range.isEmpty && range.lowerBound <= octets.count
    }
    #expect(message.octets == octets)
    #expect(message.applying([]) == octets)
    #expect(!message.parts.isEmpty)
    #expect(message.fields.allSatisfy { isWithin($0.octets) && isWithin($0.name) && isWithin($0.body) })
    #expect(message.parts.allSatisfy { isWithin($0.body) && isWithin($0.headerSection) })
    #expect(
      message.parts.enumerated().allSatisfy { index, part in
        part.children.allSatisfy { message.parts[$0].parent == index }
      })
    #expect(message.defects.allSatisfy { isWithin($0.octets) })
    for field in message.fields {
      _ = message.unstructured(field)
      guard field.kind.holdsAddresses else { continue }
      for reading in message.addressReadings(of: field) { #expect(reading.allSatisfy { isWithin($0.octets) }) }
    }
    for part in message.parts {
      let text = message.decodedText(of: part)
      #expect(String(validating: text, as: UTF8.self) != nil)
      for offset in stride(from: 0, to: text.count, by: max(1, text.count / 7)) {
        let source = message.source(of: offset..<min(offset + 3, text.count), inTextOf: part)
        #expect(
          isWithin(source) && source.lowerBound >= part.body.lowerBound && source.upperBound <= part.body.upperBound)
      }
    }
  }

  @Test func fixtures() throws {
    let samples = try Self.samples()
    #expect(samples.count >= 8)
    for sample in samples { Self.check(sample) }
  }

  /// What fuzzing found once.
  @Test func findings() throws {
    let findings = PackageFolder.files(in: "Fixtures/fuzz/message")
    #expect(!findings.isEmpty)
    for finding in findings {
      let octets = try PackageFolder.octets(finding)
      Self.check(octets)
      Self.checkLineEnds(octets)
    }
  }

  /// What fuzzing lists of addresses found once.
  @Test func findingsInAddresses() throws {
    let findings = PackageFolder.files(in: "Fixtures/fuzz/address")
    #expect(!findings.isEmpty)
    for finding in findings {
      let octets = try PackageFolder.octets(finding)
      Self.check("To: ".octets + octets + "\r\n\r\n".octets)
      for mailbox in AddressList.parse(octets) where mailbox.address.isSafeOnTheWire {
        #expect(!mailbox.address.wireForm.utf8.contains { $0 < 0x20 || $0 == 0x3C || $0 == 0x3E })
      }
      guard let one = AddrSpec(parsing: String(decoding: octets, as: UTF8.self)) else { continue }
      #expect(AddrSpec(parsing: "<\(one.wireForm)>")?.comparisonKey == one.comparisonKey)
    }
  }

  @Test func anyPrefix() throws {
    for sample in try Self.samples() {
      for end in stride(from: 0, to: sample.count, by: max(1, sample.count / 97)) { Self.check(Array(sample[..<end])) }
    }
  }

  @Test func mutations() throws {
    var generator = SplitMix64(seed: Self.seed)
    let samples = try Self.samples()
    let tokens = [
      "\r\n", "\n", "\r", "\0", "=?", "?=", "--", "<", ">", "\"", "(", ")", "=", "=\r\n", ";", ":", ",", "@", "*0*=",
      "\u{FF}", "Content-Type: message/rfc822\r\n", "boundary=", "charset=utf-7", "base64", "quoted-printable",
    ].map(\.octets)
    for _ in 0..<400 {
      var octets = samples.randomElement(using: &generator)!
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = Int.random(in: 0...octets.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: octets.insert(contentsOf: tokens.randomElement(using: &generator)!, at: place)
        case 1: octets.removeSubrange(place..<min(octets.count, place + Int.random(in: 0...20, using: &generator)))
        case 2: if place < octets.count { octets[place] = .random(in: 0...255, using: &generator) }
        default: octets.insert(contentsOf: octets[place..<min(octets.count, place + 40)], at: place)
        }
      }
      Self.check(octets)
    }
  }

  /// One message with CRLF and with LF reads the same.
  @Test func lineEnds() throws {
    for sample in try Self.samples() { Self.checkLineEnds(sample) }
  }

  static func checkLineEnds(_ octets: [UInt8]) {
    let lines = octets.filter { $0 != 0x0D }
    var wire: [UInt8] = []
    for octet in lines { wire += octet == 0x0A ? [0x0D, 0x0A] : [octet] }
    let first = Message.parse(lines)
    let second = Message.parse(wire)
    #expect(first.fields.map(first.unstructured) == second.fields.map(second.unstructured))
    #expect(first.parts.map(\.id) == second.parts.map(\.id))
    #expect(first.parts.map(\.mediaType) == second.parts.map(\.mediaType))
    #expect(first.parts.map(\.fileName) == second.parts.map(\.fileName))
    for (one, other) in zip(first.fields, second.fields) where one.kind.holdsAddresses {
      #expect(first.mailboxes(in: one).map(\.address) == second.mailboxes(in: other).map(\.address))
    }
    // Octets, not text: of UTF-16 a CR is half a character.
    for (left, right) in zip(first.parts, second.parts) {
      #expect(first.decodedBody(of: left).filter { $0 != 0x0D } == second.decodedBody(of: right).filter { $0 != 0x0D })
    }
  }
}
