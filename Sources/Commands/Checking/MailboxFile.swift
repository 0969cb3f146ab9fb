internal import MailSyntax

/// A file that holds a row of messages, each behind a line that begins with "From ". RFC 4155, appendix A.
enum MailboxFile {
  /// Where the messages stand, each without its "From " line and without the blank line that ends it.
  static func messages(in octets: [UInt8]) -> [OctetRange] {
    var starts: [(line: Int, message: Int)] = []
    var line = 0
    var isAfterBlank = true
    while line < octets.count {
      let next = (octets[line...].firstIndex(of: UInt8(ascii: "\n")) ?? octets.count - 1) + 1
      if isAfterBlank && isSeparator(octets[line..<next]) { starts.append((line, next)) }
      isAfterBlank = next - line == 1 || next - line == 2 && octets[line] == UInt8(ascii: "\r")
      line = next
    }
    return starts.enumerated().map { index, start in
      start.message..<max(start.message, index + 1 < starts.count ? starts[index + 1].line : octets.count)
    }
  }

  /// "From ", an address and a time. A paragraph may begin with "From " too, and seldom tells the time.
  private static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "From ".utf8) else { return false }
    return line.indices.dropFirst().dropLast().contains { index in
      line[index] == UInt8(ascii: ":") && isDigit(line[index - 1]) && isDigit(line[index + 1])
    }
  }

  private static func isDigit(_ octet: UInt8) -> Bool { octet >= UInt8(ascii: "0") && octet <= UInt8(ascii: "9") }
}
