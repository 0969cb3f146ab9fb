extension Defect.Kind {
  /// What is wrong and what follows from it, in English, for whoever wrote the message.
  public var explanation: String {
    lineExplanation ?? fieldExplanation ?? addressExplanation ?? textExplanation ?? entityExplanation
  }

  private var lineExplanation: String? {
    switch self {
    case .bareLineFeed: "A line ends with LF alone; lines of mail end with CRLF."
    case .bareCarriageReturn:
      "A CR stands without LF: some programs end the line there and see fields that others do not."
    case .nul: "A NUL octet: some programs stop reading there."
    case .lineTooLong: "A line has more than 998 octets; relays may break or refuse it."
    case .eightBitInSevenBit:
      "Octets above 127 in a part declared as 7bit, or with no transfer encoding declared; declare 8bit or encode it."
    default: nil
    }
  }

  private var fieldExplanation: String? {
    switch self {
    case .missingSeparator: "No blank line ends the header section, so programs disagree where the body begins."
    case .missingPartSeparator:
      "No blank line ends the header section of a part, so programs disagree where its body begins."
    case .invalidField:
      "A line of the header section is no field: some programs skip it, some add it to the field before, some begin "
        + "the body here."
    case .foldedFirstLine: "The header section begins with white space: some programs see no fields at all."
    case .spaceBeforeColon: "White space before the colon is obsolete; some programs end the header section there."
    case .duplicateField: "A field that may stand once stands again: some programs take the first, some the last."
    case .eightBitField:
      "A field has octets above 127: allowed as UTF-8 where SMTPUTF8 is offered, else a guess; use encoded-words."
    case .noFields: "The message has no field at all."
    case .invalidDate: "Date is no date and time as mail writes it; clients then show and sort by a date of their own."
    case .tooManyFields: "More fields than presend reads; the rest was not seen."
    default: nil
    }
  }

  private var addressExplanation: String? {
    switch self {
    case .ambiguousAddresses: "Programs read different mailboxes in this field; each reading is judged."
    case .invalidAddress: "This is no mailbox by the grammar; programs guess."
    case .obsoleteAddress: "The mailbox is written in a form that must be read but not written any more."
    case .domainLiteral: "The domain is an address in brackets; some programs cannot read it."
    case .atSignInQuotes: "A quoted local-part holds an at sign; some programs take another domain than is meant."
    default: nil
    }
  }

  private var textExplanation: String? {
    switch self {
    case .invalidEncodedWord: "This looks like an encoded-word but is none; it is shown as it stands."
    case .splitCharacter: "A character is split between two encoded-words; some programs show it as damaged."
    case .encodedLineBreak:
      "An encoded-word holds a control or line end; whoever decodes and writes it again adds a line."
    case .paddedEncodedWord: "Encoded-words with padding stand side by side; some programs show only the first."
    case .unknownCharset: "The charset is unknown; the text was read as UTF-8 or windows-1252."
    case .obsoleteCharset: "The charset is obsolete: programs that do not know it show other text."
    case .invalidCharacter: "The text is not valid in the charset declared; programs show different characters."
    default: nil
    }
  }

  private var entityExplanation: String {
    switch self {
    case .missingBoundary: "A multipart without boundary: its parts cannot be told apart."
    case .unclosedBoundary: "A multipart does not end with its closing delimiter; it may have been cut off."
    case .emptyMultipart: "A multipart without any part: some programs show its text, some nothing."
    case .boundaryLookalike: "A line resembles a delimiter; some programs end the part there."
    case .repeatedBoundary: "A multipart has the boundary of the one around it; programs disagree which of them ends."
    case .duplicateContentType: "Two Content-Type fields: some programs take the first, some the last."
    case .invalidContentType: "The Content-Type cannot be read; programs disagree on what the part is."
    case .duplicateParameter: "A parameter stands twice: some programs take the first, some the last."
    case .ambiguousParameter: "A parameter stands both plain and extended, with different values."
    case .extendedParameter: "A parameter in the extended form; some programs do not read it."
    case .encodedWordInParameter:
      "An encoded-word in a parameter or quotes, where none may stand; some programs show it raw."
    case .invalidTransferEncoding: "Content-Transfer-Encoding cannot be read, stands twice, or may not be used here."
    case .unknownTransferEncoding: "The transfer encoding is unknown; the content was not decoded."
    case .invalidContent: "The encoded content is damaged; programs decode it differently."
    case .encodedMessage:
      "A message within the message is encoded, which is forbidden; some programs look into it, some do not."
    case .emptyMessage: "A message within the message that has no fields."
    case .nestingTooDeep: "Parts within parts, deeper than presend reads."
    case .messageTooLong: "The message is longer than presend reads; none of it was read."
    case .tooManyParts: "More parts than presend reads; the rest was not seen."
    default: rawValue
    }
  }
}
