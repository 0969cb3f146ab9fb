import Foundation
import MailSyntax
import TestSupport
import Testing

@testable import MailContent

/// Every real file at hand is read without a trap, and every range lies within its source.
@Suite struct CorpusTests {
  @Test(.enabled(if: SharedData.has("data/templates/files"), "the template files are not at hand"))
  func everyTemplateIsRead() {
    let files = SharedData.files(below: "templates/files")
    #expect(files.count > 1_000)
    var count = (links: 0, fetches: 0, expressions: 0)
    for file in files {
      let octets = SharedData.octets(file)
      let isMarkup = octets.span.firstIndex(of: UInt8(ascii: "<"), from: 0, to: octets.count) < octets.count
      let reading = Reading(template: octets, format: isMarkup ? .html : .plain)
      Ranges.check(reading, file.lastPathComponent)
      #expect(reading.bodies.count == 1 && reading.bodies[0].isComplete)
      count.links += reading.bodies[0].links.count
      count.fetches += reading.bodies[0].fetches.count
      count.expressions += reading.bodies[0].expressions.count
    }
    // Figures of the files at hand; a drop means that something is no longer seen.
    #expect(count.links >= 1_700 && count.fetches >= 1_160 && count.expressions >= 8_900, "\(count)")
  }

  @Test(.enabled(if: SharedData.has("data/messages"), "the messages are not at hand"))
  func everyMessageIsRead() {
    let files = SharedData.files(below: "messages").filter {
      !["json", "jsonl", "tsv", "md"].contains($0.pathExtension)
    }
    #expect(files.count > 600)
    var bodies = 0
    for file in files {
      let message = Message.parse(SharedData.octets(file))
      let reading = Reading(of: message)
      Ranges.check(reading, file.lastPathComponent)
      bodies += reading.bodies.count
    }
    #expect(bodies > 500, "\(bodies)")
  }
}

/// Whether all ranges of a reading lie within its sources.
enum Ranges {
  static func check(_ reading: Reading, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
    for body in reading.bodies {
      let bounds = 0...body.octets.count
      var ranges = body.links.flatMap { [$0.range, $0.tagRange] } + body.fetches.flatMap { [$0.range, $0.removal] }
      ranges += body.expressions.map(\.range) + body.people.map(\.range)
      ranges.append(body.text.source(of: 0..<body.text.utf8.count))
      let outside = ranges.filter { !bounds.contains($0.lowerBound) || !bounds.contains($0.upperBound) }
      #expect(outside.isEmpty, "\(name): \(outside)", sourceLocation: sourceLocation)
      let strange = body.links.filter {
        !($0.range.lowerBound <= $0.tagRange.lowerBound && $0.tagRange.upperBound <= $0.range.upperBound)
      }
      #expect(strange.isEmpty, "\(name): \(strange)", sourceLocation: sourceLocation)
      let unordered = zip(body.expressions, body.expressions.dropFirst()).filter {
        $0.range.upperBound > $1.range.lowerBound
      }
      #expect(unordered.isEmpty, "\(name)", sourceLocation: sourceLocation)
      #expect(
        body.text.quoted.allSatisfy { $0.upperBound <= body.text.utf8.count }, "\(name)", sourceLocation: sourceLocation
      )
      let step = max(1, body.text.utf8.count / 50)
      for offset in stride(from: 0, to: body.text.utf8.count, by: step) {
        let place = body.text.source(of: offset..<(offset + 1))
        #expect(bounds.contains(place.upperBound), "\(name)", sourceLocation: sourceLocation)
      }
    }
  }
}
