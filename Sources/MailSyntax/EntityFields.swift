/// What the fields of one header section say about its entity. RFC 2045 §3, RFC 2183.
struct EntityFields {
  var mediaType: String
  var parameters: [Parameter] = []
  var boundary: [UInt8]?
  var transferEncoding = TransferEncoding.sevenBit
  var disposition: String?
  var fileName: String?

  /// Reads the first field of each kind, or the last where the reader is told so; a second one is a defect.
  init(
    _ octets: Span<UInt8>, _ fields: [Field], _ range: Range<Int>, isDigest: Bool, _ reader: inout EntityReader
  ) {
    mediaType = isDigest ? "message/rfc822" : "text/plain"
    var seen: UInt64 = 0
    var name: String?
    for index in range {
      let field = fields[index]
      guard field.kind != .other else { continue }
      let bit = UInt64(1) << UInt64(field.kind.rawValue)
      if seen & bit != 0, field.kind.isSingleton {
        reader.note(field.kind == .contentType ? .duplicateContentType : .duplicateField, field.octets)
        guard reader.prefersLast else { continue }
      }
      seen |= bit
      switch field.kind {
      case .contentType:
        let value = ContentType(octets, field.body, prefersLast: reader.prefersLast)
        if let type = value.mediaType { mediaType = type }
        parameters = value.parameters.list
        boundary = value.parameters.boundary
        name = parameters.first { $0.name == "name" }?.value
      case .contentTransferEncoding:
        transferEncoding = TransferEncoding(octets, field.body)
      case .contentDisposition:
        let value = ContentType(octets, field.body, prefersLast: reader.prefersLast)
        disposition = value.token
        fileName = value.parameters.list.first { $0.name == "filename" }?.value
      default: break
      }
    }
    if fileName == nil { fileName = name }
  }
}

extension TransferEncoding {
  /// The mechanism that a field body names, without regard to case, comments and what stands behind it. RFC 2045 §6.1.
  init(_ octets: Span<UInt8>, _ range: OctetRange) {
    let token = ParameterList.token(octets, from: range.lowerBound, to: range.upperBound)
    func named(_ name: StaticString) -> Bool {
      token.count == name.utf8CodeUnitCount && octets.matches(name, at: token.lowerBound, before: token.upperBound)
    }
    if named("quoted-printable") {
      self = .quotedPrintable
      return
    }
    if named("base64") {
      self = .base64
      return
    }
    switch octets.string(token).lowercased() {
    case "", "7bit", "7-bit": self = .sevenBit
    case "8bit", "8-bit": self = .eightBit
    case "binary": self = .binary
    case "x-uuencode", "x-uue", "uuencode": self = .uuencode
    default: self = .unknown
    }
  }
}
