import MailSyntax

/// Merge tags in single brackets.
enum BracketTag {
  /// `[UNSUBSCRIBEURL]` and `[CONTACT-ID]`, `[link:subscription_unsubscribe_url]`, `[unsubscribe]`.
  static func isMergeTag(_ name: OctetRange, in octets: Span<UInt8>) -> Bool {
    var isUpper = true
    var colon: Int?
    for index in name {
      let octet = octets[index]
      if octet.isASCIILetter, octet & 0x20 != 0 { isUpper = false }
      if octet == Octet.space || octet == Octet.equals { isUpper = false }
      if octet == Octet.colon { colon = colon ?? index }
    }
    if isUpper { return name.count >= 4 }
    if let colon, colon > name.lowerBound, colon + 1 < name.upperBound, octets[colon + 1].isASCIILetter { return true }
    return octets.hasPrefix("unsub", at: name.lowerBound, to: name.upperBound)
      || octets.hasPrefix("opt-out", at: name.lowerBound, to: name.upperBound)
      || octets.hasPrefix("optout", at: name.lowerBound, to: name.upperBound)
      || octets.hasPrefix("preferences", at: name.lowerBound, to: name.upperBound)
  }
}
