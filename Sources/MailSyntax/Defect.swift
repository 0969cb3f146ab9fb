/// A departure from the standards, found while reading. Content never makes reading fail: it yields defects.
public struct Defect: Sendable, Hashable {
  /// What departs.
  public let kind: Kind
  /// Where, in `Message.octets`.
  public let octets: OctetRange

  package init(_ kind: Kind, _ octets: OctetRange) {
    self.kind = kind
    self.octets = octets
  }

  /// The departures that presend knows. `reference` and `explanation` say what each is.
  public enum Kind: String, Sendable, CaseIterable {
    // Lines and octets.
    case bareLineFeed, bareCarriageReturn, nul, lineTooLong, eightBitInSevenBit
    // The header section and its fields.
    case missingSeparator, missingPartSeparator, invalidField, foldedFirstLine, spaceBeforeColon, duplicateField,
      eightBitField, noFields, invalidDate
    // Addresses.
    case ambiguousAddresses, invalidAddress, obsoleteAddress, domainLiteral, atSignInQuotes
    // Encoded-words and charsets.
    case invalidEncodedWord, splitCharacter, encodedLineBreak, paddedEncodedWord
    case unknownCharset, obsoleteCharset, invalidCharacter
    // MIME.
    case missingBoundary, unclosedBoundary, emptyMultipart, boundaryLookalike, repeatedBoundary
    case duplicateContentType, invalidContentType, duplicateParameter, ambiguousParameter, extendedParameter
    case encodedWordInParameter, invalidTransferEncoding, unknownTransferEncoding, invalidContent
    case encodedMessage, emptyMessage
    // Limits of reading.
    case nestingTooDeep, tooManyParts, tooManyFields, messageTooLong
  }
}
