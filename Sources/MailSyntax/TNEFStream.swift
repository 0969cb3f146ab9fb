/// Reads the attributes of a TNEF stream, one behind the other. [MS-OXTNEF] §2.1.3.
struct TNEFStream {
  /// What the attributes are: identifier and type as one number. [MS-OXTNEF] §2.1.3.3.
  private enum Attribute {
    static let subject = 0x0001_8004
    static let body = 0x0002_800C
    static let attachTitle = 0x0001_8010
    static let attachRenderData = 0x0006_9002
    static let messageProperties = 0x0006_9003
    static let recipientTable = 0x0006_9004
    static let attachment = 0x0006_9005
    static let codePage = 0x0006_9007
  }

  /// Rows of a recipient table.
  private static let maximumRecipients = 100_000

  private(set) var message = TNEF()
  private var reader: OctetReader
  private var codePage = Charset.windows1252
  private let depth: Int

  init(_ octets: Span<UInt8>, _ range: OctetRange, depth: Int) {
    reader = OctetReader(range)
    self.depth = depth
  }

  mutating func read(_ octets: Span<UInt8>) {
    guard reader.uint32(octets) == 0x223E_9F78, reader.uint16(octets) != nil else {
      message.isDamaged = true
      return
    }
    while !reader.isAtEnd {
      guard reader.uint8(octets) != nil, let attribute = reader.uint32(octets), let size = reader.uint32(octets),
        let data = reader.take(size), reader.uint16(octets) != nil
      else {
        message.isDamaged = true
        return
      }
      read(octets, attribute, data)
    }
  }

  private mutating func read(_ octets: Span<UInt8>, _ attribute: Int, _ data: OctetRange) {
    switch attribute {
    case Attribute.codePage:
      var number = OctetReader(data)
      if let page = number.uint32(octets) { codePage = Charset(label: "cp\(page)") }
    case Attribute.subject: message.subject = message.subject ?? text(octets, data)
    case Attribute.body: message.plainBody = message.plainBody ?? Array(text(octets, data).utf8)
    case Attribute.attachRenderData: message.attachments.append("")
    case Attribute.attachTitle:
      if message.attachments.isEmpty { message.attachments.append("") }
      message.attachments[message.attachments.count - 1] = text(octets, data)
    case Attribute.messageProperties: readMessage(octets, data)
    case Attribute.recipientTable: readRecipients(octets, data)
    case Attribute.attachment: readAttachment(octets, data)
    default: break
    }
  }

  /// A string of the code page, with a NUL at its end.
  private func text(_ octets: Span<UInt8>, _ data: OctetRange) -> String {
    var raw = octets.array(data)
    while raw.last == 0 { raw.removeLast() }
    return String(decoding: codePage.decode(raw), as: UTF8.self)
  }

  /// `MsgPropsData`, which counts more than the attributes of old. [MS-OXTNEF] §2.1.3.4.
  private mutating func readMessage(_ octets: Span<UInt8>, _ data: OctetRange) {
    var reader = OctetReader(data)
    let list = MAPIProperty.list(octets, &reader)
    if !list.isWhole { message.isDamaged = true }
    for property in list.properties {
      switch property.identifier {
      case MAPIProperty.Identifier.subject: message.subject = property.text(octets, codePage: codePage)
      case MAPIProperty.Identifier.body: message.plainBody = Array(property.text(octets, codePage: codePage).utf8)
      case MAPIProperty.Identifier.html:
        message.htmlBody =
          property.type == 0x102
          ? htmlCharset(octets, list.properties).decode(octets.array(property.value))
          : Array(property.text(octets, codePage: codePage).utf8)
      case MAPIProperty.Identifier.compressedRTF:
        message.richTextBody = CompressedRTF.decode(octets, property.value)
        if message.richTextBody == nil { message.isDamaged = true }
      default: break
      }
    }
  }

  /// The charset of HTML that stands as octets; without one it is read as text without a label is.
  private func htmlCharset(_ octets: Span<UInt8>, _ properties: [MAPIProperty]) -> Charset {
    let page = properties.first { $0.identifier == MAPIProperty.Identifier.internetCodePage }?.number(octets)
    return Charset(label: page.map { (28591...28605).contains($0) ? "iso-8859-\($0 - 28590)" : "cp\($0)" })
  }

  /// `RecipTableData`: a count of rows, each a list of properties. [MS-OXTNEF] §2.1.3.4.
  private mutating func readRecipients(_ octets: Span<UInt8>, _ data: OctetRange) {
    var reader = OctetReader(data)
    guard let rows = reader.uint32(octets) else {
      message.isDamaged = true
      return
    }
    for _ in 0..<min(rows, TNEFStream.maximumRecipients) {
      let list = MAPIProperty.list(octets, &reader)
      if !list.properties.isEmpty { message.recipients.append(recipient(octets, list.properties)) }
      guard list.isWhole else {
        message.isDamaged = true
        return
      }
    }
  }

  private func recipient(_ octets: Span<UInt8>, _ properties: [MAPIProperty]) -> TNEF.Recipient {
    func text(_ identifier: Int) -> String? {
      properties.first { $0.identifier == identifier }?.text(octets, codePage: codePage)
    }
    let type = text(MAPIProperty.Identifier.addressType)?.uppercased()
    let email = type == nil || type == "SMTP" ? text(MAPIProperty.Identifier.emailAddress) : nil
    let address = text(MAPIProperty.Identifier.smtpAddress) ?? email
    return TNEF.Recipient(
      displayName: text(MAPIProperty.Identifier.displayName) ?? "",
      address: address.flatMap { AddrSpec(parsing: $0) },
      kind: properties.first { $0.identifier == MAPIProperty.Identifier.recipientType }?.number(octets))
  }

  private mutating func readAttachment(_ octets: Span<UInt8>, _ data: OctetRange) {
    var reader = OctetReader(data)
    let list = MAPIProperty.list(octets, &reader)
    if !list.isWhole { message.isDamaged = true }
    let names = [MAPIProperty.Identifier.attachLongFileName, MAPIProperty.Identifier.attachFileName]
    let name = names.lazy.compactMap { name in list.properties.first { $0.identifier == name } }.first
    if let name, !message.attachments.isEmpty {
      message.attachments[message.attachments.count - 1] = name.text(octets, codePage: codePage)
    }
    // An attached message: the identifier of an interface, then TNEF. [MS-OXTNEF] §2.1.3.4.
    for property in list.properties
    where property.identifier == MAPIProperty.Identifier.attachObject && property.value.count > 20 {
      let inner = property.value.lowerBound + 16..<property.value.upperBound
      guard octets.array(inner.lowerBound..<inner.lowerBound + 4) == TNEF.signature else { continue }
      if depth < TNEF.maximumNesting {
        message.nested.append(TNEF(octets, inner, depth: depth + 1))
      } else {
        message.isDamaged = true
      }
    }
  }
}
