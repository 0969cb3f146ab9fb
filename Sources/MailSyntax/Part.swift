/// One entity of a message: the message itself, a body part, or the root of a nested message. RFC 2045 §2.4.
///
/// Parts lie flat in `Message.parts`; `parent` and `children` are indices there.
public struct Part: Sendable {
  /// Where the part stands: the root is "1", its parts "1.1", "1.2"; the root of a nested message in "1.2" is "1.2.1".
  public let id: String
  /// Index of the enclosing part; nil for the root.
  public let parent: Int?
  /// Indices of the parts within, in file order.
  public internal(set) var children: [Int]
  /// Its fields, as indices into `Message.fields`.
  public let fields: Range<Int>
  /// Its header section with the blank line that ends it, in `Message.octets`.
  public let headerSection: OctetRange
  /// Its body as it stands, transfer encoding and all; without the line end that belongs to a boundary.
  public internal(set) var body: OctetRange
  /// Lower-case type and subtype, e.g. "text/html"; "text/plain" where none is given or it cannot be read (RFC 2045
  /// §5.2).
  public let mediaType: String
  /// The parameters of Content-Type, RFC 2231 decoded, names in lower case, in file order.
  public let parameters: [Parameter]
  /// The transfer encoding; RFC 2045 §6.
  public let transferEncoding: TransferEncoding
  /// "attachment", "inline" … in lower case; nil without Content-Disposition. RFC 2183.
  public let disposition: String?
  /// `filename` of Content-Disposition, else `name` of Content-Type, decoded to Unicode.
  public let fileName: String?

  /// The declared charset in lower case; nil where none is declared.
  public var charset: String? { parameters.first { $0.name == "charset" }?.value.lowercased() }
  /// Whether it is a multipart or holds a nested message that was read.
  public var hasParts: Bool { !children.isEmpty }

  package init(
    id: String, parent: Int?, children: [Int], fields: Range<Int>, headerSection: OctetRange, body: OctetRange,
    mediaType: String, parameters: [Parameter], transferEncoding: TransferEncoding, disposition: String?,
    fileName: String?
  ) {
    self.id = id
    self.parent = parent
    self.children = children
    self.fields = fields
    self.headerSection = headerSection
    self.body = body
    self.mediaType = mediaType
    self.parameters = parameters
    self.transferEncoding = transferEncoding
    self.disposition = disposition
    self.fileName = fileName
  }
}
