import MailSyntax

/// How a mailbox of a message is written in a field of its own.
enum MailboxSpelling {
  /// Longer spellings are written anew, so that the unfolded line stays below the 998 octets of RFC 5322 §2.1.1.
  private static let maximumOctets = 800

  /// The author's spelling, unfolded, where it reads as this one mailbox and nothing else; else written anew from name
  /// and address; nil where the address cannot stand in a field.
  ///
  /// The check matters: a spelling that reads differently alone could show or address somebody else.
  /// - Parameter isAmbiguous: whether clients would read the field in different ways; then the address alone is
  ///   written, for what one client takes for a name another may take for a second recipient.
  static func octets(of mailbox: Mailbox, in message: Message, isAmbiguous: Bool) -> [UInt8]? {
    let written = unfolded(message.octets[mailbox.octets])
    if !isAmbiguous, written.count <= maximumOctets, reads(written, as: mailbox.address) { return written }
    guard mailbox.address.isSafeOnTheWire else { return nil }
    let address = mailbox.address.wireForm
    if !isAmbiguous, let name = mailbox.displayName, !name.isEmpty {
      let named = Array("\(EncodedWord.encode(phrase: name)) <\(address)>".utf8)
      if named.count <= maximumOctets, reads(named, as: mailbox.address) { return named }
    }
    let bare = Array("<\(address)>".utf8)
    return reads(bare, as: mailbox.address) ? bare : nil
  }

  private static func reads(_ octets: [UInt8], as address: AddrSpec) -> Bool {
    guard !octets.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else { return false }
    let read = AddressList.parse(octets)
    return read.count == 1 && read[0].group == nil && read[0].address.comparisonKey == address.comparisonKey
  }

  /// Line ends of folds taken out, as RFC 5322 §2.2.3 unfolds, and white space around.
  private static func unfolded(_ octets: ArraySlice<UInt8>) -> [UInt8] {
    var line = octets.filter { $0 != 0x0D && $0 != 0x0A }[...]
    while let first = line.first, first == 0x20 || first == 0x09 { line.removeFirst() }
    while let last = line.last, last == 0x20 || last == 0x09 { line.removeLast() }
    return Array(line)
  }
}
