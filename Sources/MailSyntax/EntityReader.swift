/// Reads a message into its entities in one pass over the octets, with a stack of the open ones instead of recursion.
///
/// Grammar: RFC 2046 §5.1.1 (multipart), §5.2.1 (message/rfc822); tolerance: RFC 7103 §7 and §8.
struct EntityReader {
  var fields: [Field] = []
  var parts: [Part] = []
  var defects: [Defect] = []
  /// The entities that hold others and have not ended, outermost first.
  private(set) var open: [OpenEntity] = []
  private let rootID: String

  /// Whether of fields and parameters that stand twice the last counts, as in some programs; else the first.
  let prefersLast: Bool

  /// - Parameter rootID: the id of the message itself; that of a nested message read by itself is longer than "1".
  init(rootID: String = "1", prefersLast: Bool = false) {
    self.rootID = rootID
    self.prefersLast = prefersLast
  }

  /// How many entities of `open` are multiparts, which have delimiter lines.
  private(set) var delimiters = 0

  /// An entity whose parts are being read.
  struct OpenEntity {
    /// Its index in `parts`.
    let part: Int
    /// What stands behind "--" on its delimiter lines; nil for a nested message, which has none.
    let boundary: [UInt8]?
    /// Whether parts without Content-Type are messages: multipart/digest, RFC 2046 §5.1.5.
    let isDigest: Bool
  }

  /// Reads the whole message.
  mutating func read(_ octets: Span<UInt8>) {
    fields.reserveCapacity(24)
    parts.reserveCapacity(4)
    var position = 0
    readHeader(octets, at: &position, parent: nil)
    while position < octets.count || !open.isEmpty {
      guard let delimiter = nextDelimiter(octets, from: position) else { break }
      close(octets, at: delimiter)
      position = delimiter.line.upperBound
      guard !delimiter.isClose else { continue }
      guard parts.count < Limits.parts else {
        note(.tooManyParts, delimiter.line)
        break
      }
      readHeader(octets, at: &position, parent: open[delimiter.entity].part)
    }
    finish(octets)
  }

  /// Makes one entity of a message that is too long to be read.
  mutating func leaveUnread(_ count: Int) {
    note(.messageTooLong, 0..<count)
    parts.append(
      Part(
        id: rootID, parent: nil, children: [], fields: 0..<0, headerSection: 0..<0, body: 0..<count,
        mediaType: "application/octet-stream", parameters: [], transferEncoding: .binary, disposition: nil,
        fileName: nil))
  }

  /// Notes a defect, up to the limit.
  mutating func note(_ kind: Defect.Kind, _ range: OctetRange) {
    guard defects.count < Limits.defects else { return }
    defects.append(Defect(kind, range))
  }

  /// Reads a header section and opens its entity; of a nested message, also that message's, and so on.
  private mutating func readHeader(_ octets: Span<UInt8>, at position: inout Int, parent: Int?) {
    var parent = parent
    while true {
      let isDigest = parent.map { index in open.last?.part == index && open.last?.isDigest == true } ?? false
      let boundary = appendPart(octets, at: &position, parent: parent, isDigest: isDigest)
      let part = parts.count - 1
      guard opens(octets, part, boundary) else { return }
      guard parts[part].mediaType.hasPrefix("message/") else { return }
      parent = part
    }
  }

  /// Reads the header section at `position` and appends its entity, whose body is yet open.
  /// - Returns: the boundary it gives; nil where none.
  private mutating func appendPart(
    _ octets: Span<UInt8>, at position: inout Int, parent: Int?, isDigest: Bool
  ) -> [UInt8]? {
    let start = position
    let firstField = fields.count
    let section = HeaderSection(octets, from: start, into: &self)
    position = section.end
    var id = rootID
    if let parent {
      id = EntityReader.id(parts[parent].id, parts[parent].children.count + 1)
      parts[parent].children.append(parts.count)
    }
    let description = EntityFields(octets, fields, firstField..<fields.count, isDigest: isDigest, &self)
    parts.append(
      Part(
        id: id, parent: parent, children: [], fields: firstField..<fields.count,
        headerSection: start..<section.end, body: section.end..<octets.count,
        mediaType: description.mediaType, parameters: description.parameters,
        transferEncoding: description.transferEncoding, disposition: description.disposition,
        fileName: description.fileName))
    if !section.hasSeparator, section.end < octets.count, !isDelimiter(octets, at: section.end) {
      note(parent == nil ? .missingSeparator : .missingPartSeparator, section.end..<section.end)
    }
    return description.boundary
  }

  /// The id of the part with a number, from 1, within another.
  private static func id(_ parent: String, _ number: Int) -> String {
    var id = parent
    id += number < 10 ? digits[number] : ".\(number)"
    return id
  }

  private static let digits = [".0", ".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".9"]

  /// Whether the part holds others that can be read here; then it is put on the stack.
  private mutating func opens(_ octets: Span<UInt8>, _ part: Int, _ boundary: [UInt8]?) -> Bool {
    let type = parts[part].mediaType
    if type.hasPrefix("multipart/") {
      guard let boundary, !boundary.isEmpty else {
        note(.missingBoundary, parts[part].headerSection)
        return false
      }
      guard open.count < Limits.nesting else {
        note(.nestingTooDeep, parts[part].headerSection)
        return false
      }
      if open.contains(where: { $0.boundary == boundary }) { note(.repeatedBoundary, parts[part].headerSection) }
      open.append(OpenEntity(part: part, boundary: boundary, isDigest: type == "multipart/digest"))
      delimiters += 1
      return true
    }
    guard MediaType.isMessage(type) else { return false }
    switch parts[part].transferEncoding {
    case .sevenBit, .eightBit, .binary, .unknown: break
    default: return false  // RFC 2046 §5.2.1 forbids the others: `Message.encodedMessage(in:)` reads them.
    }
    guard open.count < Limits.nesting, parts.count < Limits.parts else {
      note(.nestingTooDeep, parts[part].headerSection)
      return false
    }
    open.append(OpenEntity(part: part, boundary: nil, isDigest: false))
    return true
  }

  /// Ends all entities within that of the delimiter, and that itself where the delimiter closes it.
  private mutating func close(_ octets: Span<UInt8>, at delimiter: Delimiter) {
    var end = delimiter.line.lowerBound
    // "The CRLF preceding the boundary delimiter line is conceptually attached to the boundary" (RFC 2046 §5.1.1).
    if end > 0, octets[end &- 1] == .lineFeed { end &-= 1 }
    if end > 0, octets[end &- 1] == .carriageReturn { end &-= 1 }
    let owner = open[delimiter.entity].part
    endParts(after: owner, at: end)
    while open.count > delimiter.entity + 1 {
      let entity = open.removeLast()
      guard entity.boundary != nil else { continue }
      delimiters -= 1
      note(.unclosedBoundary, parts[entity.part].headerSection)
    }
    if delimiter.isClose {
      open.removeLast()
      delimiters -= 1
    }
  }

  /// Ends the last part within `owner` and those within it that are still open.
  private mutating func endParts(after owner: Int, at end: Int) {
    var index = parts.count - 1
    while index > owner {
      if parts[index].body.upperBound > end {
        let start = min(parts[index].body.lowerBound, end)
        parts[index].body = start..<max(start, end)
      }
      guard let parent = parts[index].parent else { return }
      index = parent
    }
  }

  /// Ends whatever is open at the end of the message.
  private mutating func finish(_ octets: Span<UInt8>) {
    for entity in open where entity.boundary != nil {
      note(.unclosedBoundary, parts[entity.part].headerSection)
    }
    open.removeAll()
  }
}
