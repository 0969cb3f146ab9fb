import Glibc
import MailSyntax

/// libFuzzer's entry: any octets are read as a message, a list of addresses, a field with encoded-words, a text that is
/// edited, or TNEF; nothing may trap, every range must lie within its source, and what is not touched must stay as it
/// was.
///
/// `FUZZ_TARGET` names the way in. Built by `Tests/Fuzz/message/build`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  switch target {
  case "address": checkAddresses(octets)
  case "encoded-word": checkField(octets)
  case "edit": checkEdits(octets)
  case "tnef": checkTNEF(octets)
  default: checkMessage(octets)
  }
  return 0
}

private let target = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? "message"

private func checkMessage(_ octets: [UInt8]) {
  checkOneMessage(octets)
  // Whatever was cut off on its way is read too.
  for end in stride(from: 0, to: octets.count, by: max(1, octets.count / 4)) {
    checkOneMessage(Array(octets[..<end]))
  }
  checkLineEnds(octets)
}

/// The forms of a message with LF and with CRLF read the same.
private func checkLineEnds(_ octets: [UInt8]) {
  // A bare CR is no line end, and what two of them become is another message.
  let lines = octets.filter { $0 != 0x0D }
  var wire: [UInt8] = []
  wire.reserveCapacity(lines.count + 64)
  for octet in lines {
    if octet == 0x0A { wire.append(0x0D) }
    wire.append(octet)
  }
  let first = Message.parse(lines)
  let second = Message.parse(wire)
  precondition(first.parts.map(\.id) == second.parts.map(\.id))
  precondition(first.parts.map(\.mediaType) == second.parts.map(\.mediaType))
  precondition(first.parts.map(\.fileName) == second.parts.map(\.fileName))
  precondition(first.fields.map(first.unstructured) == second.fields.map(second.unstructured))
  for (one, other) in zip(first.fields, second.fields) where one.kind.holdsAddresses {
    precondition(first.mailboxes(in: one).map(\.address) == second.mailboxes(in: other).map(\.address))
  }
  for (one, other) in zip(first.parts, second.parts) {
    let left = first.decodedBody(of: one).filter { $0 != 0x0D }
    precondition(left == second.decodedBody(of: other).filter { $0 != 0x0D })
  }
}

private func checkOneMessage(_ octets: [UInt8]) {
  let message = Message.parse(octets)
  func isWithin(_ range: OctetRange) -> Bool { range.lowerBound >= 0 && range.upperBound <= octets.count }
  precondition(message.applying([]) == octets && !message.parts.isEmpty)
  for defect in message.defects { precondition(isWithin(defect.octets)) }
  for field in message.fields {
    precondition(isWithin(field.octets) && isWithin(field.name) && isWithin(field.body))
    _ = message.unstructured(field)
    guard field.kind.holdsAddresses else { continue }
    for reading in message.addressReadings(of: field) {
      for mailbox in reading { precondition(isWithin(mailbox.octets)) }
    }
  }
  for part in message.parts {
    precondition(isWithin(part.body) && isWithin(part.headerSection))
    _ = message.encodedMessage(in: part)
    let text = message.decodedText(of: part)
    precondition(String(validating: text, as: UTF8.self) != nil)
    var last = part.body.lowerBound
    for offset in stride(from: 0, to: text.count, by: max(1, text.count / 16)) {
      let source = message.source(of: offset..<offset + 1, inTextOf: part)
      precondition(source.lowerBound >= last && source.upperBound <= part.body.upperBound)
      last = source.lowerBound
    }
  }
}

private func checkAddresses(_ octets: [UInt8]) {
  for mailbox in AddressList.parse(octets) {
    precondition(mailbox.octets.upperBound <= octets.count)
    let address = mailbox.address
    _ = address.comparisonKey
    guard address.isSafeOnTheWire else { continue }
    let wire = address.wireForm
    precondition(!wire.utf8.contains { $0 < 0x20 || $0 == 0x3C || $0 == 0x3E })
  }
  if let one = AddrSpec(parsing: String(decoding: octets, as: UTF8.self)) {
    precondition(one.isSafeOnTheWire)
    // What is written for the wire reads as the same address.
    precondition(AddrSpec(parsing: "<\(one.wireForm)>")?.comparisonKey == one.comparisonKey)
  }
  checkMessage(Array("To: ".utf8) + octets + Array("\r\n\r\n".utf8))
}

private func checkField(_ octets: [UInt8]) {
  let text = String(decoding: octets, as: UTF8.self)
  let message = Message.parse(Array("Subject: x\r\n\r\nbody\r\n".utf8))
  let changed = Message.parse(message.applying([message.edit(prepending: "X-A", body: text)]))
  precondition(changed.fields.count == 2 && changed.parts[0].body.count == message.parts[0].body.count)
  let phrase = EncodedWord.encode(phrase: text)
  precondition(!phrase.utf8.contains { $0 < 0x20 || $0 >= 0x7F })
  checkMessage(Array("Subject: ".utf8) + octets + Array("\r\nTo: ".utf8) + octets + Array(" <a@b>\r\n\r\n".utf8))
}

/// The first octets choose encoding and charset and what is cut; the rest is the body.
private func checkEdits(_ octets: [UInt8]) {
  guard octets.count > 4 else { return }
  let encodings = ["7bit", "8bit", "quoted-printable", "base64"]
  let charsets = [
    "utf-8", "iso-8859-1", "windows-1252", "iso-2022-jp", "shift_jis", "gb18030", "utf-7", "utf-16le", "koi8-r",
  ]
  let fields =
    "Content-Type: \(octets[0] & 1 == 0 ? "text/plain" : "text/html"); charset=\(charsets[Int(octets[0]) / 2 % charsets.count])\r\n"
    + "Content-Transfer-Encoding: \(encodings[Int(octets[1]) % 4])\r\n\r\n"
  let message = Message.parse(Array(fields.utf8) + octets[4...])
  let part = message.parts[0]
  let text = message.decodedText(of: part)
  guard !text.isEmpty else { return }
  let start = Int(octets[2]) * text.count / 256
  let range = start..<min(text.count, start + Int(octets[3]) + 1)
  if let edits = message.edits(removing: [range], fromTextOf: part) {
    let changed = Message.parse(message.applying(edits))
    precondition(changed.octets.prefix(part.body.lowerBound) == message.octets.prefix(part.body.lowerBound))
    precondition(
      changed.decodedText(of: changed.parts[0]) == Array(text[..<range.lowerBound] + text[range.upperBound...]))
  }
  if let edits = message.edits(appending: "<p>ü</p>", toTextOf: part) {
    let changed = Message.parse(message.applying(edits))
    precondition(changed.decodedText(of: changed.parts[0]).count > text.count)
  }
}

/// What stands before the octets is the signature, so that none are lost on streams that are something else.
private func checkTNEF(_ octets: [UInt8]) {
  guard let tnef = TNEF([0x78, 0x9F, 0x3E, 0x22] + octets) else { preconditionFailure("the signature is there") }
  var open = [tnef]
  while let next = open.popLast() {
    for recipient in next.recipients { precondition(recipient.address?.isSafeOnTheWire != false) }
    for text in [next.htmlBody, next.plainBody] {
      if let text { precondition(String(validating: text, as: UTF8.self) != nil) }
    }
    open += next.nested
  }
  if let rich = RichText(Array("{\\rtf".utf8) + octets) {
    precondition(String(validating: rich.text, as: UTF8.self) != nil)
  }
  // Damage behind what was read changes nothing of it.
  let cut = TNEF([0x78, 0x9F, 0x3E, 0x22] + octets.dropLast(octets.count / 3))
  precondition(cut!.recipients.count <= tnef.recipients.count)
}
