/// A message in the form DATA needs: every line end CRLF, lines that begin with a dot made transparent.
///
/// CRLF, LF alone and CR alone each end a line, so that no server can see a line end that we did not write: what one
/// program takes for text and the next for the end of the message is how a second message is smuggled in. RFC 5321
/// §2.3.8, §4.1.1.4, §4.5.2.
struct WireMessage: Sendable, Hashable {
  /// Ends with CRLF; the final dot is not in it.
  let octets: [UInt8]
  /// The size that counts for SIZE: without the added dots. RFC 1870 §5.
  let size: Int
  /// Whether there are octets over 127.
  let is8Bit: Bool

  /// - Returns: nil if there is a NUL, which no message may have (RFC 5321 §4.5.2 with RFC 5322 §3.5).
  init?(_ message: [UInt8]) {
    var output: [UInt8] = []
    output.reserveCapacity(message.count + message.count / 32 + 8)
    var high: UInt8 = 0
    var dots = 0
    var isLineStart = true
    var position = 0
    let end = message.count
    while position < end {
      let octet = message[position]
      position += 1
      if octet == 0x0D || octet == 0x0A {
        output.append(0x0D)
        output.append(0x0A)
        if octet == 0x0D, position < end, message[position] == 0x0A { position += 1 }
        isLineStart = true
        continue
      }
      if octet == 0 { return nil }
      if isLineStart, octet == 0x2E {
        output.append(0x2E)
        dots += 1
      }
      isLineStart = false
      high |= octet
      output.append(octet)
    }
    if !isLineStart {
      output.append(0x0D)
      output.append(0x0A)
    }
    octets = output
    size = output.count - dots
    is8Bit = high >= 0x80
  }
}
