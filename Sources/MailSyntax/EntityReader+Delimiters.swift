/// The delimiter lines of multiparts. RFC 2046 §5.1.1.
extension EntityReader {
  /// A line that begins or ends a body part.
  struct Delimiter {
    let line: OctetRange
    let entity: Int
    let isClose: Bool
  }

  /// Whether the line at `line` is a delimiter of any open multipart.
  func isDelimiter(_ octets: Span<UInt8>, at line: Int) -> Bool {
    delimiters > 0 && delimiter(octets, at: line) != nil
  }

  /// The next delimiter line of any open multipart, at or behind `position`, which is the beginning of a line.
  mutating func nextDelimiter(_ octets: Span<UInt8>, from position: Int) -> Delimiter? {
    guard delimiters > 0 else { return nil }
    let count = octets.count
    var index = position
    while index < count {
      index = octets.first(.hyphen, in: index..<count)
      guard index &+ 1 < count else { return nil }
      if octets[index &+ 1] == .hyphen {
        let isLineStart = index == position || octets[index &- 1] == .lineFeed
        if isLineStart, let found = delimiter(octets, at: index) { return found }
        if hasBoundary(octets, at: index &+ 2) { note(.boundaryLookalike, index..<index &+ 2) }
      }
      index &+= 1
    }
    return nil
  }

  /// The delimiter at the beginning of the line at `line`: "--", boundary, perhaps "--", white space, line end.
  ///
  /// `delimiter := "--" boundary`, `close-delimiter := delimiter "--"`, `transport-padding := *LWSP-char`
  /// (RFC 2046 §5.1.1).
  private func delimiter(_ octets: Span<UInt8>, at line: Int) -> Delimiter? {
    let count = octets.count
    guard line &+ 2 < count, octets[line] == .hyphen, octets[line &+ 1] == .hyphen else { return nil }
    var entity = open.count
    while entity > 0 {
      entity &-= 1
      guard let boundary = open[entity].boundary, EntityReader.stands(boundary, octets, at: line &+ 2) else { continue }
      var index = line &+ 2 &+ boundary.count
      var isClose = false
      if index &+ 1 < count, octets[index] == .hyphen, octets[index &+ 1] == .hyphen {
        isClose = true
        index &+= 2
      }
      while index < count, octets[index].isWSP || octets[index] == .carriageReturn { index &+= 1 }
      guard index == count || octets[index] == .lineFeed else { continue }
      return Delimiter(line: line..<min(index &+ 1, count), entity: entity, isClose: isClose)
    }
    return nil
  }

  /// Whether the boundary of an open multipart stands at `start`, whatever follows it.
  private func hasBoundary(_ octets: Span<UInt8>, at start: Int) -> Bool {
    open.contains { entity in entity.boundary.map { EntityReader.stands($0, octets, at: start) } ?? false }
  }

  @inline(__always)
  private static func stands(_ boundary: [UInt8], _ octets: Span<UInt8>, at start: Int) -> Bool {
    guard start &+ boundary.count <= octets.count else { return false }
    for index in boundary.indices where boundary[index] != octets[start &+ index] { return false }
    return true
  }
}
