/// A half-open range of octet offsets, counted from 0 in the octets that the declaration names.
public typealias OctetRange = Range<Int>

/// A message as it stands in its octets: fields and parts are ranges, nothing is copied or normalised.
///
/// Grammar: RFC 5322 §2.1 (message = header section and body), RFC 2045 and 2046 (entities).
public struct Message: Sendable {
  /// The octets that were read, unchanged. Every range of a field, part or defect counts in these.
  public let octets: [UInt8]
  /// The fields of every header section, in file order; `Part.fields` says which belong to whom.
  public let fields: [Field]
  /// The entities, depth first; `parts[0]` is the message itself. Never empty.
  public let parts: [Part]
  /// What departs from the standards in the structure; `defects` has the rest too.
  let structureDefects: [Defect]
  /// How many encoded messages it was decoded out of, one within the other; 0 for a message as it was given.
  let encodedNesting: Int
  /// What was derived so far: offset maps, defects.
  let derived = DerivedContent()

  init(octets: [UInt8], fields: [Field], parts: [Part], structureDefects: [Defect], encodedNesting: Int = 0) {
    self.encodedNesting = encodedNesting
    self.octets = octets
    self.fields = fields
    self.parts = parts
    self.structureDefects = structureDefects
  }

  /// Reads octets into fields and parts, in one pass and without copying a body.
  ///
  /// Malformed input is no error: it yields `defects`, because a linter has to describe broken messages.
  /// A leading mbox "From " line is not part of the header section.
  /// - Parameter octets: the message in wire form, envelope excluded, lines ended by CRLF or LF.
  /// - Returns: a message of at least one part; of empty input too.
  /// - Complexity: O(n) in octets; see `Limits` for what is read at most.
  public static func parse(_ octets: [UInt8]) -> Message { parse(octets, rootID: "1") }

  /// Reads a message whose root part has the id given.
  static func parse(_ octets: [UInt8], rootID: String, prefersLast: Bool = false, encodedNesting: Int = 0) -> Message {
    var reader = EntityReader(rootID: rootID, prefersLast: prefersLast)
    if octets.count <= Limits.messageOctets {
      reader.read(octets.span)
    } else {
      reader.leaveUnread(octets.count)
    }
    return Message(
      octets: octets, fields: reader.fields, parts: reader.parts, structureDefects: reader.defects,
      encodedNesting: encodedNesting)
  }
}
