/// What a line with a dot means in a message that was piped in without `-i`.
///
/// Without `-i` a line of a single dot ends the message, and sendmail takes one dot off a line that begins with two,
/// since a caller who knows of the first rule writes it so (Symfony's mailer does). Many callers know of neither
/// (logwatch, sudo, fail2ban), so the second rule is applied only where the whole message bears it out.
enum DotConvention {
  struct Result: Equatable {
    var octets: [UInt8]
    /// Octets behind the line with the dot, which were given but are not part of the message.
    var ignoredOctets: Int
  }

  static func apply(to octets: [UInt8]) -> Result {
    var end = octets.count
    var isStuffed = true
    var stuffedLines: [Int] = []
    var line = 0
    while line < octets.count {
      let next = (octets[line...].firstIndex(of: lineFeed) ?? octets.count - 1) + 1
      if octets[line] == dot {
        var content = octets[line..<next]
        if content.last == lineFeed { content.removeLast() }
        // A CR that something else follows ends no line here.
        while content.last == carriageReturn { content.removeLast() }
        if content.count == 1 {
          end = line
          break
        }
        // "../" begins a path far more often than a stuffed line.
        let looksStuffed = content.dropFirst().first == dot && content.dropFirst(2).first != UInt8(ascii: "/")
        isStuffed = isStuffed && looksStuffed
        stuffedLines.append(line)
      }
      line = next
    }
    let lastLine = octets[end...].firstIndex(of: lineFeed).map { $0 + 1 } ?? octets.count
    let message = isStuffed ? removing(stuffedLines, from: octets[..<end]) : Array(octets[..<end])
    return Result(octets: message, ignoredOctets: octets.count - lastLine)
  }

  private static func removing(_ offsets: [Int], from octets: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(octets.count)
    var start = octets.startIndex
    for offset in offsets {
      result += octets[start..<offset]
      start = offset + 1
    }
    return result + octets[start...]
  }

  private static let dot = UInt8(ascii: ".")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}
