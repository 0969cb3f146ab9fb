internal import Digests

/// One line of the audit log: its number, what binds it to the line before, what it says, and its own hash.
///
///     {"n":12,"prev":"<64 hex>","recorded":"2026-11-22T06:31:00Z",…,"hash":"<64 hex>"}
///
/// The hash is SHA-256 over all octets of the line before `,"hash":"`. As these contain the hash of the line before, no
/// line can be changed, taken out, put in or moved without changing all that follow.
struct AuditLine {
  /// A place in the chain: the number of a line and its hash in hexadecimal.
  typealias Link = AuditLink

  var link: Link
  /// The hash of the line before.
  var previous: String
  /// RFC 3339, UTC.
  var recorded: String
  /// Whether the hash fits the line's octets.
  var isIntact: Bool

  private static let hashKey = Array(#","hash":""#.utf8)
  fileprivate static let hashLength = 64
  /// `,"hash":"`, 64 digits, `"}`.
  private static let tailLength = hashKey.count + hashLength + 2

  /// Writes a line with its line feed.
  /// - Parameter members: what it says: members of a JSON object without the braces, on one line, not empty.
  static func octets(_ members: String, after last: Link, recorded: Int) -> (octets: [UInt8], link: Link) {
    let number = last.number + 1
    var octets = Array(
      #"{"n":\#(number),"prev":"\#(last.hash)","recorded":"\#(Timestamp.text(recorded))",\#(members)"#.utf8)
    let hash = Hexadecimal.octets(of: SHA256.hash(octets))
    octets += hashKey
    octets += hash
    octets += "\"}\n".utf8
    return (octets, Link(number: number, hash: String(decoding: hash, as: UTF8.self)))
  }

  /// Reads a line without its line feed; nil if it has not the form that `octets` writes.
  init?(_ line: ArraySlice<UInt8>) {
    var reader = LineReader(rest: line)
    guard reader.take(#"{"n":"#), let number = reader.number(), reader.take(#","prev":""#),
      let previous = reader.text(Self.hashLength), reader.take(#"","recorded":""#), let recorded = reader.text(20),
      reader.take("\","), reader.rest.count > Self.tailLength
    else { return nil }
    let end = line.endIndex - Self.tailLength
    var tail = LineReader(rest: line[end...])
    guard tail.take(#","hash":""#), let hash = tail.text(Self.hashLength), tail.take("\"}"), tail.rest.isEmpty else {
      return nil
    }
    link = Link(number: number, hash: hash)
    self.previous = previous
    self.recorded = recorded
    isIntact = Hexadecimal.octets(of: SHA256.hash(Array(line[..<end]))).elementsEqual(hash.utf8)
  }

  /// When a line was recorded; nil if it is none.
  static func recorded(of line: ArraySlice<UInt8>) -> String? {
    var reader = LineReader(rest: line)
    guard reader.takeHead() else { return nil }
    return reader.text(20)
  }

  /// The event that a line tells of and the entry that it is about; nil if it is no line. The hash is not looked at.
  static func subject(of line: ArraySlice<UInt8>) -> (event: String, id: QueueID)? {
    var reader = LineReader(rest: line)
    guard reader.takeHead(), reader.text(20) != nil, reader.take(#"","event":""#) else { return nil }
    let event = String(
      decoding: reader.rest.prefix(maximumEventOctets).prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    guard reader.take(event), reader.take(#"","id":""#), let text = reader.text(QueueID.length),
      let id = QueueID(text)
    else { return nil }
    return (event, id)
  }
  /// "decision" and the like.
  private static let maximumEventOctets = 32

  /// Takes fixed pieces from the front of a line.
  private struct LineReader {
    var rest: ArraySlice<UInt8>

    mutating func take(_ text: String) -> Bool {
      guard rest.starts(with: text.utf8) else { return false }
      rest = rest.dropFirst(text.utf8.count)
      return true
    }

    /// All up to the time.
    mutating func takeHead() -> Bool {
      take(#"{"n":"#) && number() != nil && take(#","prev":""#) && text(AuditLine.hashLength) != nil
        && take(#"","recorded":""#)
    }

    /// At most 15 digits: more lines than any disk holds.
    mutating func number() -> Int? {
      let digits = rest.prefix(15).prefix { (48...57).contains($0) }
      rest = rest.dropFirst(digits.count)
      return Int(String(decoding: digits, as: UTF8.self))
    }

    mutating func text(_ count: Int) -> String? {
      guard rest.count >= count else { return nil }
      defer { rest = rest.dropFirst(count) }
      return String(decoding: rest.prefix(count), as: UTF8.self)
    }
  }
}

/// A place in the audit log's chain.
package struct AuditLink: Sendable, Hashable, CustomStringConvertible {
  /// The line's number, from 1; 0 before the first.
  package var number: Int
  /// The line's hash, SHA-256 in hexadecimal.
  package var hash: String

  package init(number: Int, hash: String) {
    self.number = number
    self.hash = hash
  }

  /// What the first line follows.
  package static let beginning = AuditLink(number: 0, hash: String(repeating: "0", count: 64))

  /// "number:hash", as it is told to people and read back; nil if the text is no such pair.
  package init?(_ text: String) {
    let pieces = text.split(separator: ":", omittingEmptySubsequences: false)
    guard pieces.count == 2, let number = Int(pieces[0]), number >= 0, pieces[1].utf8.count == 64,
      pieces[1].utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    self.init(number: number, hash: String(pieces[1]))
  }

  package var description: String { "\(number):\(hash)" }
}
