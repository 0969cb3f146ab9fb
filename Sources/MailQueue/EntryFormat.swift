internal import Digests
internal import MailSyntax

/// The file of an entry, as docs/queue.md lays it out.
enum EntryFormat {
  static let magic = Array("presend-entry 2\n".utf8)
  /// What earlier versions wrote: the same without the records that are new in 2. As long as `magic`.
  static let firstMagic = Array("presend-entry 1\n".utf8)
  /// More recipients and reasons than this are no metadata of ours: 64 MiB.
  static let maximumMetadataOctets = 64 << 20

  /// What precedes the blocks of octets.
  struct Metadata: Equatable {
    /// Without the octets: `original` and the variants' octets are empty.
    var entry: QueueEntry
    /// Where each block's octets are in the file; block 0 is the original.
    var blocks: [Range<Int>]
    /// For each variant, the number of its block.
    var blockOfVariant: [Int]
    /// For each proposal.
    var blockOfProposal: [Int]
    /// Where the END record starts.
    var end: Int

    /// Whether a file of so many octets is an entry whose END record was taken off, since it could not be made durable:
    /// it was never taken.
    func isVoid(fileOctets: Int) -> Bool { fileOctets == end }
  }

  /// What the END record takes.
  static let endOctets = Record.prefix(tag: UInt8(ascii: "E"), count: hashDigits).count + hashDigits + 1
  /// Of a SHA-256 in hexadecimal.
  private static let hashDigits = 64

  // MARK: Writing

  /// Hands the file's octets over piece by piece, the END record last. The large blocks are not copied.
  static func write<Failure: Error>(
    _ entry: QueueEntry, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var hash = SHA256()
    func pass(_ piece: [UInt8]) throws(Failure) {
      hash.update(piece)
      try sink(piece)
    }
    var head = magic
    Record.append(UInt8(ascii: "M"), metadata(of: entry), to: &head)
    try pass(head)
    for block in blocks(of: entry) {
      try pass(Record.prefix(tag: UInt8(ascii: "D"), count: block.count))
      try pass(block)
      try pass([UInt8(ascii: "\n")])
    }
    var end: [UInt8] = []
    Record.append(UInt8(ascii: "E"), Hexadecimal.octets(of: hash.finalize()), to: &end)
    try sink(end)
  }

  /// The octets the file will have, within a few kilobytes.
  static func size(of entry: QueueEntry) -> Int {
    let perRecipient = 128
    let texts = [entry.decision, entry.findings].reduce(1024) { $0 + ($1?.utf8.count ?? 0) }
    return blocks(of: entry).reduce(texts) { $0 + $1.count } + entry.recipients.count * perRecipient
  }

  private static func blocks(of entry: QueueEntry) -> [[UInt8]] {
    [entry.original] + (entry.variants + entry.proposals).compactMap(\.octets)
  }

  private static func metadata(of entry: QueueEntry) -> [UInt8] {
    var output: [UInt8] = []
    Record.append(UInt8(ascii: "i"), entry.id.text, to: &output)
    Record.append(UInt8(ascii: "t"), entry.arrival, to: &output)
    Record.append(UInt8(ascii: "f"), entry.reversePath.map { octets(of: $0) } ?? [], to: &output)
    let asked = entry.notification
    for (tag, value) in [("n", asked.notify), ("r", asked.returned), ("e", asked.envelopeID), ("b", asked.bodyType)] {
      if let value { Record.append(tag.utf8.first!, value, to: &output) }
    }
    Record.append(UInt8(ascii: "c"), entry.mailClass, to: &output)
    if let parent = entry.noticeOf { Record.append(UInt8(ascii: "o"), parent.text, to: &output) }
    for reason in entry.holdReasons {
      var pair: [UInt8] = []
      Record.append(UInt8(ascii: "i"), reason.rule, to: &pair)
      Record.append(UInt8(ascii: "x"), reason.explanation, to: &pair)
      Record.append(UInt8(ascii: "h"), pair, to: &output)
    }
    appendOrigin(of: entry, to: &output)
    var lastBlock = 0
    for variant in entry.variants { append("v", variant, of: entry, &lastBlock, to: &output) }
    for proposal in entry.proposals { append("w", proposal, of: entry, &lastBlock, to: &output) }
    for block in blocks(of: entry) { Record.append(UInt8(ascii: "l"), block.count, to: &output) }
    return output
  }

  /// Who handed it in, and what was decided.
  private static func appendOrigin(of entry: QueueEntry, to output: inout [UInt8]) {
    if let userID = entry.userID { Record.append(UInt8(ascii: "u"), userID, to: &output) }
    if let expiry = entry.expiry { Record.append(UInt8(ascii: "x"), expiry, to: &output) }
    let texts = [("g", entry.language), ("p", entry.policy), ("a", entry.decision), ("s", entry.findings)]
    for (tag, value) in texts {
      if let value { Record.append(tag.utf8.first!, value, to: &output) }
    }
  }

  private static func append(
    _ tag: Unicode.Scalar, _ variant: QueueVariant, of entry: QueueEntry, _ lastBlock: inout Int,
    to output: inout [UInt8]
  ) {
    if variant.octets != nil { lastBlock += 1 }
    var fields: [UInt8] = []
    Record.append(UInt8(ascii: "b"), variant.octets == nil ? 0 : lastBlock, to: &fields)
    for recipient in variant.recipients {
      Record.append(UInt8(ascii: "m"), octets(of: recipient, asking: entry.requests[recipient]), to: &fields)
    }
    Record.append(UInt8(ascii: tag), fields, to: &output)
  }

  private static func octets(of address: AddrSpec, asking request: RecipientRequest? = nil) -> [UInt8] {
    var output: [UInt8] = []
    Record.append(UInt8(ascii: "l"), address.localPart, to: &output)
    Record.append(UInt8(ascii: "d"), address.domain, to: &output)
    if let notify = request?.notify { Record.append(UInt8(ascii: "n"), notify, to: &output) }
    if let original = request?.original { Record.append(UInt8(ascii: "o"), original, to: &output) }
    return output
  }

}
