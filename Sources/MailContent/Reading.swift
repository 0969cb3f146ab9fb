/// What the recipients' clients show and fetch of a message or a template.
public struct Reading: Sendable {
  /// Every body that a reader may see: each alternative, each inline text part, those of nested messages too.
  public let bodies: [Body]
  /// A reading put together from bodies that were read before.
  public init(bodies: [Body]) { self.bodies = bodies }
}
