extension Defect.Kind {
  /// The section that the octets depart from, or that says how to take them.
  public var reference: String {
    switch self {
    case .bareLineFeed, .bareCarriageReturn: "RFC 5322 §2.3"
    case .nul: "RFC 5322 §4"
    case .lineTooLong: "RFC 5322 §2.1.1"
    case .eightBitInSevenBit: "RFC 2045 §2.7"
    case .missingSeparator, .missingPartSeparator: "RFC 5322 §2.1"
    case .invalidField: "RFC 5322 §2.2"
    case .foldedFirstLine: "RFC 5322 §2.2.3"
    case .spaceBeforeColon: "RFC 5322 §4.5"
    case .duplicateField, .noFields: "RFC 5322 §3.6"
    case .eightBitField: "RFC 6532 §3"
    case .invalidDate: "RFC 5322 §3.3"
    case .ambiguousAddresses: "RFC 7103 §7.1"
    case .invalidAddress: "RFC 5322 §3.4"
    case .obsoleteAddress: "RFC 5322 §4.4"
    case .domainLiteral, .atSignInQuotes: "RFC 5322 §3.4.1"
    case .invalidEncodedWord: "RFC 2047 §2"
    case .paddedEncodedWord: "RFC 2047 §6.2"
    case .splitCharacter, .encodedWordInParameter: "RFC 2047 §5"
    case .encodedLineBreak: "RFC 2047 §5"
    case .unknownCharset, .obsoleteCharset, .invalidCharacter: "RFC 2046 §4.1.2"
    case .missingBoundary, .unclosedBoundary, .emptyMultipart, .boundaryLookalike, .repeatedBoundary: "RFC 2046 §5.1.1"
    case .duplicateContentType: "RFC 2045 §3"
    case .duplicateParameter: "RFC 2045 §5.1"
    case .invalidContentType: "RFC 2045 §5.1"
    case .ambiguousParameter: "RFC 2231 §4"
    case .extendedParameter: "RFC 2231 §3 and §4"
    case .invalidTransferEncoding: "RFC 2045 §6.1"
    case .unknownTransferEncoding: "RFC 2045 §6.4"
    case .invalidContent: "RFC 2045 §6.7 and §6.8"
    case .encodedMessage, .emptyMessage: "RFC 2046 §5.2.1"
    case .nestingTooDeep, .tooManyParts, .tooManyFields, .messageTooLong: "Limits of presend"
    }
  }

  /// Whether the octets break a standard. The others are in order, but programs in use read them differently.
  public var isDeparture: Bool {
    switch self {
    case .domainLiteral, .atSignInQuotes, .paddedEncodedWord, .extendedParameter: false
    default: true
    }
  }

  /// Whether clients may read other recipients, fields or parts: then somebody may be misled, not only annoyed.
  public var isAmbiguity: Bool {
    switch self {
    case .bareCarriageReturn, .nul, .missingSeparator, .missingPartSeparator, .invalidField, .foldedFirstLine,
      .duplicateField,
      .ambiguousAddresses, .invalidAddress, .boundaryLookalike, .repeatedBoundary, .missingBoundary, .emptyMultipart,
      .duplicateContentType, .invalidContentType, .duplicateParameter, .ambiguousParameter, .invalidTransferEncoding,
      .unknownTransferEncoding, .encodedMessage, .emptyMessage, .noFields, .spaceBeforeColon, .nestingTooDeep,
      .tooManyParts, .tooManyFields, .messageTooLong:
      true
    default: false
    }
  }
}
