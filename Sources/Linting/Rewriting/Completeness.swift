import MailContent
import MailSyntax

/// Whether all of a message was read.
///
/// What lies beyond a limit of the reader was judged by nobody and could be anything, a Bcc field or a picture that
/// reports the opening. Such a message is held: no mail that people write comes near the limits.
enum Completeness {
  /// What was not read; nil where all was.
  ///
  /// The counts are looked at beside the defects, of which only so many are kept.
  /// - Complexity: O(parts + defects).
  static func obstacle(of message: Message, reading: Reading) -> Obstacle? {
    if let body = reading.bodies.first(where: { !$0.isComplete }) {
      return .unread(part: body.part.map { message.parts[$0].id } ?? "1")
    }
    let isCut = message.structure.contains { [.nestingTooDeep, .tooManyParts, .tooManyFields].contains($0.kind) }
    if isCut || message.fields.count >= Limits.fields || message.parts.count >= Limits.parts || isDeep(message) {
      return .unread(part: "1")
    }
    return nil
  }

  private static func isDeep(_ message: Message) -> Bool {
    var depths: [Int] = []
    depths.reserveCapacity(message.parts.count)
    for part in message.parts {
      // Parts lie depth first, so that a parent stands before its parts.
      let depth = part.parent.map { depths[$0] + 1 } ?? 0
      if depth >= Limits.nesting { return true }
      depths.append(depth)
    }
    return false
  }
}
