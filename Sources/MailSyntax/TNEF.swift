/// What `winmail.dat` holds: a message as Outlook writes it for Outlook, recipients and bodies included.
///
/// Other programs show it as a file that nobody can open; whoever can, sees all of its recipients. Damage is no error:
/// what stands before it is read. Format: [MS-OXTNEF] §2.1 (stream), §2.1.3.3 (attributes).
public struct TNEF: Sendable {
  /// Somebody in the recipient table.
  public struct Recipient: Sendable, Hashable {
    public let displayName: String
    /// nil where only an address of another kind is given, as within an Exchange organisation.
    public let address: AddrSpec?
    /// 1 To, 2 Cc, 3 Bcc; nil where not said.
    public let kind: Int?
  }

  public internal(set) var subject: String?
  public internal(set) var recipients: [Recipient] = []
  /// UTF-8.
  public internal(set) var plainBody: [UInt8]?
  /// UTF-8; in the source it has a code page of its own (PidTagInternetCodepage).
  public internal(set) var htmlBody: [UInt8]?
  /// Decompressed; often holds the HTML in RTF's clothing.
  public internal(set) var richTextBody: [UInt8]?
  /// File names of the attachments, in order.
  public internal(set) var attachments: [String] = []
  /// Messages attached to it.
  public internal(set) var nested: [TNEF] = []
  /// Whether the octets end or contradict themselves before their end.
  public internal(set) var isDamaged = false

  /// Octets of the stream's signature: 0x223E9F78, least significant first.
  static let signature: [UInt8] = [0x78, 0x9F, 0x3E, 0x22]
  /// Messages within messages.
  static let maximumNesting = 8

  /// Whether a part holds TNEF by its type or its name; many programs send it as application/octet-stream.
  public static func isCarried(by part: Part) -> Bool {
    part.mediaType == "application/ms-tnef" || part.mediaType == "application/vnd.ms-tnef"
      || part.fileName?.lowercased() == "winmail.dat"
  }

  /// - Parameter octets: the decoded body of the part.
  /// - Returns: nil where the octets do not begin as TNEF does.
  /// - Complexity: O(n).
  public init?(_ octets: [UInt8]) {
    guard octets.starts(with: TNEF.signature) else { return nil }
    self.init(octets.span, 0..<octets.count, depth: 0)
  }

  init(_ octets: Span<UInt8>, _ range: OctetRange, depth: Int) {
    var stream = TNEFStream(octets, range, depth: depth)
    stream.read(octets)
    self = stream.message
  }

  init() {}
}

extension Message {
  /// The TNEF message in a part; nil where there is none.
  /// - Complexity: O(n) in the part's octets.
  public func tnef(in part: Part) -> TNEF? {
    TNEF.isCarried(by: part) && !part.hasParts ? TNEF(decodedBody(of: part)) : nil
  }
}
