/// One change of a message's octets. All else is copied octet for octet.
public struct Edit: Sendable, Hashable {
  /// What is replaced, in `Message.octets`; empty to insert.
  public let range: OctetRange
  /// What stands there afterwards; empty to remove.
  public let replacement: [UInt8]

  public init(range: OctetRange, replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }
}
