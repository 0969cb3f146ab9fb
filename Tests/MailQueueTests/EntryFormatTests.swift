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
    Samples.entry(), Samples.entry(sender: nil), Samples.entry(recipients: [["a@k.test"]]),
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
    let metadata = try #require(EntryFormat.metadata(file))
    #expect(metadata.entry == without)
    #expect(try #require(EntryFormat.metadataEnd(Array(file.prefix(64)))) == file.count - tail(of: file, metadata))
  }

  private func tail(of file: [UInt8], _ metadata: EntryFormat.Metadata) -> Int {
    let first = metadata.blocks[0]
    return file.count - (first.lowerBound - Record.prefix(tag: 0, count: first.count).count)
  }

  @Test func `a file cut anywhere is no entry`() {
    let file = file(of: Samples.entry())
    for length in 0..<file.count { #expect(EntryFormat.entry(Array(file.prefix(length))) == nil, "\(length)") }
    #expect(EntryFormat.entry(file + [0]) == nil)
  }

  @Test func `a file with any octet changed is no entry`() {
    let file = file(of: Samples.entry())
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
