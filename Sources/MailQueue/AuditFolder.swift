/// The files of the audit log: one a month, `YYYY-MM.jsonl`, and beside them the head, the key and the lock.
struct AuditFolder: Sendable {
  let path: String
  let fileSystem: any FileSystem

  /// A line holds at most some ten thousand recipients' hashes; a longer one is none of ours.
  static let maximumLineOctets = 64 << 20

  func path(of name: String) -> String { path + "/" + name }
  var lockPath: String { path + "/lock" }
  var headPath: String { path + "/head" }
  var newHeadPath: String { path + "/head.new" }
  var keyPath: String { path + "/key" }

  /// The name of the file for lines of this time.
  static func name(at seconds: Int) -> String { Timestamp.text(seconds).prefix(7) + ".jsonl" }

  static func isName(_ name: String) -> Bool {
    let octets = Array(name.utf8)
    func isDigits(_ range: Range<Int>) -> Bool { octets[range].allSatisfy { (48...57).contains($0) } }
    return octets.count == 13 && name.hasSuffix(".jsonl") && isDigits(0..<4) && octets[4] == UInt8(ascii: "-")
      && isDigits(5..<7)
  }

  /// The files that hold lines, oldest first.
  func names() throws(SystemError) -> [String] {
    do throws(SystemError) {
      return try fileSystem.names(in: path).filter(Self.isName).sorted()
    } catch {
      if error.isNoSuchFile { return [] }
      throw error
    }
  }

  /// The octets of a small file; nil where there is none.
  func octets(of path: String, limit: Int) throws(SystemError) -> [UInt8]? {
    let descriptor: Int32
    do throws(SystemError) {
      descriptor = try fileSystem.open(path, .read)
    } catch {
      if error.isNoSuchFile { return nil }
      throw error
    }
    defer { try? fileSystem.close(descriptor) }
    return try fileSystem.read(descriptor, at: 0, count: limit)
  }

  /// What the head says the last line is; nil where there is none, or a crash left it empty.
  func head() throws(SystemError) -> AuditLink? {
    guard let octets = try octets(of: headPath, limit: 128) else { return nil }
    return AuditLink(String(decoding: octets.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }

  /// The last whole line of a file without its line feed, nil where it has none; and where the whole lines end.
  func lastLine(of descriptor: Int32) throws(SystemError) -> (line: [UInt8]?, end: Int) {
    let size = try fileSystem.status(descriptor).size
    var window = Self.tailOctets
    while true {
      let start = max(size - window, 0)
      let tail = try fileSystem.read(descriptor, at: start, count: size - start)
      if let end = tail.lastIndex(of: UInt8(ascii: "\n")) {
        let before = tail[..<end].lastIndex(of: UInt8(ascii: "\n"))
        if before != nil || start == 0 || window > Self.maximumLineOctets {
          return (Array(tail[(before.map { $0 + 1 } ?? 0)..<end]), start + end + 1)
        }
      } else if start == 0 {
        return (nil, 0)
      }
      window *= 4
    }
  }
  /// The end is searched in pieces of this many octets at first.
  private static let tailOctets = 64 << 10

  /// Where in a file the lines begin that were recorded at a time or later: there, or some lines before.
  /// - Parameter recorded: RFC 3339, UTC, as `Timestamp` writes it.
  func offset(of recorded: String, in descriptor: Int32) throws(SystemError) -> Int {
    var start = try fileSystem.status(descriptor).size
    while start > 0 {
      start = max(start - Self.pieceOctets, 0)
      var first: Int?
      var isEarlier = false
      try forEachLine(of: descriptor, from: start) { (line, position) throws(SystemError) in
        // The first piece of a window may be the rest of a line.
        if first == nil, position == start, start > 0 {
          first = position + line.count + 1
          return true
        }
        isEarlier = (AuditLine.recorded(of: line) ?? "") < recorded
        first = position
        return false
      }
      if isEarlier { return first ?? start }
    }
    return 0
  }

  /// Reads a file's lines in order, without their line feeds, piece by piece.
  /// - Parameter body: given the line and where it begins; false ends the reading.
  /// - Returns: how many octets at the end are no whole line.
  @discardableResult
  func forEachLine(
    of descriptor: Int32, from start: Int = 0, _ body: (ArraySlice<UInt8>, Int) throws(SystemError) -> Bool
  ) throws(SystemError) -> Int {
    var position = start
    var rest: [UInt8] = []
    while true {
      let piece = try fileSystem.read(descriptor, at: position + rest.count, count: Self.pieceOctets)
      if piece.isEmpty { return rest.count }
      var searched = rest.count
      rest += piece
      var lineStart = 0
      while let end = rest[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        if try !body(rest[lineStart..<end], position + lineStart) { return 0 }
        lineStart = end + 1
        searched = lineStart
      }
      rest.removeFirst(lineStart)
      position += lineStart
      if rest.count > Self.maximumLineOctets { return rest.count }
    }
  }
  private static let pieceOctets = 1 << 20
}
