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

  /// The departures that presend knows, each with the section it departs from.
  public enum Kind: String, Sendable, CaseIterable {
    case bareLineFeed, bareCarriageReturn, nul, lineTooLong
    case missingSeparator, invalidField, duplicateField
    case ambiguousAddresses, invalidAddress
    case invalidEncodedWord, unknownCharset
    case missingBoundary, unclosedBoundary, duplicateContentType, invalidTransferEncoding
    case nestingTooDeep, tooManyParts, tooManyFields
  }
}
