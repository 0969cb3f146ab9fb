internal import Digests
internal import Gateway
internal import MailQueue
internal import MailSyntax

/// A message in lines that a person can compare: fields as they stand, texts decoded, all else by size and hash.
enum ReadableMessage {
  /// - Complexity: O(octets).
  static func lines(of octets: [UInt8]) -> [String] {
    let message = Message.parse(octets)
    guard let root = message.parts.first else { return [] }
    var lines = split(octets[Int(root.headerSection.lowerBound)..<Int(root.headerSection.upperBound)])
    if lines.last == "" { lines.removeLast() }
    for part in message.parts where !part.hasParts {
      lines += ["", "--- part \(part.id): \(Terminal.safe(part.mediaType)) ---"]
      if part.isText {
        lines += split(message.decodedText(of: part)[...])
      } else {
        let body = message.decodedBody(of: part)
        let digest = Hexadecimal.text(of: SHA256.hash(body).prefix(8))
        lines.append("(\(body.count) octets, SHA-256 \(digest)…)")
      }
    }
    return lines
  }

  private static func split(_ octets: ArraySlice<UInt8>) -> [String] {
    var lines = octets.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      Terminal.safe(String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self))
    }
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
