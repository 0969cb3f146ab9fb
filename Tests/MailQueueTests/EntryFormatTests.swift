import MailSyntax
import TestSupport
import Testing

@testable import MailQueue

struct EntryFormatTests {
  private func file(of entry: QueueEntry) -> [UInt8] {
    var octets: [UInt8] = []
    EntryFormat.write(entry) { octets += $0 }
    return octets
  }

  @Test(arguments: [
    Samples.entry(), Samples.entry(sender: nil), Samples.fullEntry(), Samples.entry(recipients: [["a@k.test"]]),
    Samples.entry(recipients: [(0..<500).map { "recipient\($0)@kunde.test" }]),
    Samples.entry(recipients: [["quoted \"x\" :1\n2@k.test", "ö@münchen.test"]]),
  ])
  func `reads what it wrote`(entry: QueueEntry) throws {
    let file = file(of: entry)
    #expect(EntryFormat.entry(file) == entry)
    var without = entry
    without.original = []
    for index in without.variants.indices where without.variants[index].octets != nil {
      without.variants[index].octets = []
    }
    for index in without.proposals.indices where without.proposals[index].octets != nil {
      without.proposals[index].octets = []
    }
    let metadata = try #require(EntryFormat.metadata(file))
    #expect(metadata.entry == without)
    #expect(try #require(EntryFormat.metadataEnd(Array(file.prefix(64)))) == file.count - tail(of: file, metadata))
  }

  private func tail(of file: [UInt8], _ metadata: EntryFormat.Metadata) -> Int {
    let first = metadata.blocks[0]
    return file.count - (first.lowerBound - Record.prefix(tag: 0, count: first.count).count)
  }

  /// As the first version of the format was written, octet by octet.
  @Test func `an entry of format 1 is read`() throws {
    let file = #"""
      presend-entry 1
      M238:i19:1nch5g0abcdefghjkmn
      t10:1800000000
      f28:l6:sender
      d13:beispiel.test

      n7:failure
      e5:Q+2B1
      c8:personal
      h41:i20:recipients/open-list
      x11:take it off

      v33:b1:0
      m23:l4:anna
      d10:kunde.test


      v33:b1:1
      m23:l4:cora
      d10:kunde.test


      l2:17
      l2:25

      D17:Subject: x

      body

      D25:Subject: x

      body
      variant

      E64:9df5ce72f1e28f10074cef29804c8590406556ceb3e342465c7691fbf8ce8b8e

      """#
    let entry = try #require(EntryFormat.entry(Array(file.utf8)))
    #expect(entry.arrival == 1_800_000_000)
    #expect(entry.reversePath == Samples.sender)
    #expect(entry.recipients == [Samples.address("anna@kunde.test"), Samples.address("cora@kunde.test")])
    #expect(entry.variants.map { $0.octets == nil } == [true, false])
    #expect(entry.notification == .init(notify: "failure", envelopeID: "Q+2B1"))
    #expect(entry.request(of: entry.recipients[1]) == RecipientRequest(notify: "failure"))
    #expect(entry.holdReasons == [HoldReason(rule: "recipients/open-list", explanation: "take it off")])
    #expect(entry.decision == nil && entry.expiry == nil && entry.proposals.isEmpty)
  }

  @Test func `a file cut anywhere is no entry`() {
    let file = file(of: Samples.fullEntry())
    for length in 0..<file.count { #expect(EntryFormat.entry(Array(file.prefix(length))) == nil, "\(length)") }
    #expect(EntryFormat.entry(file + [0]) == nil)
  }

  @Test func `a file with any octet changed is no entry`() {
    let file = file(of: Samples.fullEntry())
    for position in file.indices {
      var changed = file
      changed[position] ^= 1
      #expect(EntryFormat.entry(changed) == nil, "\(position)")
    }
  }

  @Test func `hostile files neither trap nor read`() {
    var random = SplitMix64(seed: 7)
    let file = file(of: Samples.entry())
    for _ in 0..<5000 {
      var changed = file
      for _ in 0..<(1 + random.next() % 4) {
        changed[Int(random.next() % UInt64(file.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      if changed != file { #expect(EntryFormat.entry(changed) == nil) }
    }
    for text in ["presend-entry 1\nM999999999999:", "presend-entry 1\nM:", "presend-entry 1\nM0:\n", "", "x"] {
      #expect(EntryFormat.entry(Array(text.utf8)) == nil)
      #expect(EntryFormat.metadata(Array(text.utf8)) == nil)
    }
  }
}
