internal import Digests
internal import MailSyntax

extension EntryFormat {
  /// How many octets from the front of the file hold the metadata; nil if they do not start as an entry does.
  static func metadataEnd(_ front: [UInt8]) -> Int? {
    guard front.starts(with: magic) || front.starts(with: firstMagic),
      let (tag, count, start) = RecordReader.prefix(of: front[magic.count...]),
      tag == UInt8(ascii: "M"), count <= maximumMetadataOctets
    else { return nil }
    return start + count + 1
  }

  /// Reads what precedes the blocks.
  /// - Returns: nil if it is not what `write` writes.
  static func metadata(_ front: [UInt8]) -> Metadata? {
    guard let end = metadataEnd(front), end <= front.count else { return nil }
    var reader = RecordReader(front[magic.count..<end])
    guard let record = reader.next(), let rows = Record.row(record.octets) else { return nil }
    var parts = Collected()
    for row in rows {
      guard parts.take(row) else { return nil }
    }
    return parts.metadata(startingAt: end)
  }

  /// The entry with its octets.
  /// - Returns: nil if the file is not whole or its hash does not fit.
  static func entry(_ file: [UInt8]) -> QueueEntry? {
    guard let metadata = metadata(file), metadata.end <= file.count else { return nil }
    var reader = RecordReader(file[metadata.end...])
    guard let record = reader.next(), record.tag == UInt8(ascii: "E"), reader.rest.isEmpty else { return nil }
    var hash = SHA256()
    hash.update(file[..<metadata.end])
    guard record.octets.elementsEqual(Hexadecimal.octets(of: hash.finalize())) else { return nil }
    var entry = metadata.entry
    entry.original = Array(file[metadata.blocks[0]])
    for (index, block) in metadata.blockOfVariant.enumerated() where block > 0 {
      entry.variants[index].octets = Array(file[metadata.blocks[block]])
    }
    for (index, block) in metadata.blockOfProposal.enumerated() where block > 0 {
      entry.proposals[index].octets = Array(file[metadata.blocks[block]])
    }
    return entry
  }

  /// The digest at the end of a file that was read as an entry.
  static func digest(_ file: [UInt8]) -> String? {
    guard let metadata = metadata(file), metadata.end <= file.count else { return nil }
    var reader = RecordReader(file[metadata.end...])
    return reader.next()?.text
  }

  /// The metadata's records, as they come.
  private struct Collected {
    var id: QueueID?
    var arrival: Int?
    var reversePath: AddrSpec??
    var notification = NotificationRequest()
    var mailClass = ""
    var reasons: [HoldReason] = []
    var noticeOf: QueueID?
    var requests: [AddrSpec: RecipientRequest] = [:]
    var userID: Int?
    var expiry: Int?
    var language: String?
    var policy: String?
    var decision: String?
    var findings: String?
    var variants: [QueueVariant] = []
    var blockOfVariant: [Int] = []
    var proposals: [QueueVariant] = []
    var blockOfProposal: [Int] = []
    var lengths: [Int] = []

    /// - Returns: whether the record has the form it should have.
    mutating func take(_ record: Record) -> Bool {
      switch record.tag {
      case UInt8(ascii: "i"):
        id = QueueID(record.text)
        return id != nil
      case UInt8(ascii: "t"):
        arrival = record.number
        return arrival != nil
      case UInt8(ascii: "f"):
        let address = EntryFormat.address(record.octets)
        reversePath = .some(address)
        return address != nil || record.octets.isEmpty
      case UInt8(ascii: "n"): notification.notify = record.text
      case UInt8(ascii: "r"): notification.returned = record.text
      case UInt8(ascii: "e"): notification.envelopeID = record.text
      case UInt8(ascii: "b"): notification.bodyType = record.text
      case UInt8(ascii: "c"): mailClass = record.text
      case UInt8(ascii: "o"):
        noticeOf = QueueID(record.text)
        return noticeOf != nil
      case UInt8(ascii: "h"):
        guard let pair = Record.row(record.octets), pair.count == 2 else { return false }
        reasons.append(HoldReason(rule: pair[0].text, explanation: pair[1].text))
      case UInt8(ascii: "v"):
        guard let (variant, block) = variant(in: record) else { return false }
        variants.append(variant)
        blockOfVariant.append(block)
      case UInt8(ascii: "w"):
        guard let (proposal, block) = variant(in: record) else { return false }
        proposals.append(proposal)
        blockOfProposal.append(block)
      case UInt8(ascii: "l"):
        guard let length = record.number, length >= 0 else { return false }
        lengths.append(length)
      default: return takeOrigin(record)
      }
      return true
    }

    /// Who handed it in, and what was decided.
    private mutating func takeOrigin(_ record: Record) -> Bool {
      switch record.tag {
      case UInt8(ascii: "u"):
        userID = record.number
        return userID != nil
      case UInt8(ascii: "x"):
        expiry = record.number
        return expiry != nil
      case UInt8(ascii: "g"): language = record.text
      case UInt8(ascii: "p"): policy = record.text
      case UInt8(ascii: "a"): decision = record.text
      case UInt8(ascii: "s"): findings = record.text
      default: return false
      }
      return true
    }

    private mutating func variant(in record: Record) -> (QueueVariant, block: Int)? {
      guard let rows = Record.row(record.octets), let block = rows.first?.number, block >= 0 else { return nil }
      var recipients: [AddrSpec] = []
      for row in rows.dropFirst() {
        guard let fields = Record.row(row.octets), let address = EntryFormat.address(fields.prefix(2)) else {
          return nil
        }
        recipients.append(address)
        if fields.count == 2 { continue }
        var request = RecipientRequest()
        for field in fields[2...] {
          switch field.tag {
          case UInt8(ascii: "n"): request.notify = field.text
          case UInt8(ascii: "o"): request.original = field.text
          default: return nil
          }
        }
        requests[address] = request
      }
      return (QueueVariant(recipients: recipients, octets: block == 0 ? nil : []), block)
    }

    func metadata(startingAt start: Int) -> Metadata? {
      guard let id, let arrival, let reversePath, !lengths.isEmpty, !variants.isEmpty,
        (blockOfVariant + blockOfProposal).allSatisfy({ $0 < lengths.count })
      else { return nil }
      var position = start
      var blocks: [Range<Int>] = []
      for length in lengths {
        let from = position + Record.prefix(tag: 0, count: length).count
        blocks.append(from..<from + length)
        position = from + length + 1
      }
      var entry = QueueEntry(
        id: id, arrival: arrival, reversePath: reversePath, notification: notification, mailClass: mailClass,
        original: [], variants: variants, holdReasons: reasons)
      entry.noticeOf = noticeOf
      entry.requests = requests
      entry.userID = userID
      entry.expiry = expiry
      entry.language = language
      entry.policy = policy
      entry.decision = decision
      entry.findings = findings
      entry.proposals = proposals
      return Metadata(
        entry: entry, blocks: blocks, blockOfVariant: blockOfVariant, blockOfProposal: blockOfProposal, end: position)
    }
  }

  private static func address(_ octets: ArraySlice<UInt8>) -> AddrSpec? {
    guard let pair = Record.row(octets) else { return nil }
    return address(pair[...])
  }

  private static func address(_ pair: ArraySlice<Record>) -> AddrSpec? {
    guard pair.count == 2, let local = pair.first, let domain = pair.last else { return nil }
    return AddrSpec(localPart: local.text, domain: domain.text)
  }
}
