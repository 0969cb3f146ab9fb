internal import MailSyntax

extension AddrSpec {
  /// Whether mail is taken from or for the address: it changes nothing of an SMTP command, holds nothing that some
  /// program takes for a line end (U+0085, U+2028), and fits in a command line.
  var isSendable: Bool {
    isSafeOnTheWire && wireForm.utf8.count <= Self.maximumOctets
      && !(localPart + domain).unicodeScalars.contains { Self.endsLine($0.properties.generalCategory) }
  }

  /// A command line has 512 octets (RFC 5321 §4.5.3.1.4); a path should have no more than 256, but not everybody
  /// counts.
  static let maximumOctets = 500
  private static func endsLine(_ category: Unicode.GeneralCategory) -> Bool {
    category == .control || category == .lineSeparator || category == .paragraphSeparator
  }
}
