import MailSyntax

/// Collects the bodies of a message in file order; behind them those of messages that stand encoded within it.
struct BodyList {
  private(set) var bodies: [Body] = []
  /// Encoded messages that are yet to be read, and the part of the outermost message that carries each.
  private var encoded: [(message: Message, carrier: Int)] = []

  /// Reads a message and all that stands encoded within it; one behind the other, not one within the other.
  mutating func read(_ message: Message) {
    read(message, carrier: nil)
    while let next = encoded.popLast() {
      if next.message.isCut { bodies.append(.unread(carrier: next.carrier, part: next.message.parts[0].id)) }
      read(next.message, carrier: next.carrier)
    }
  }

  /// - Parameter carrier: the part of the outermost message that carries this one; nil for that itself.
  private mutating func read(_ message: Message, carrier: Int?) {
    var isOwn = [Bool](repeating: carrier == nil, count: message.parts.count)
    for (index, part) in message.parts.enumerated() {
      if let parent = part.parent {
        // A nested message is its own; so is all within an attachment.
        isOwn[index] = isOwn[parent] && !message.parts[parent].isMessage
      }
      // What an encoded message says is in the part that carries it.
      let source = BodySource(message: message, part: index, carrier: carrier, isOwn: isOwn[index])
      // The root is shown whatever its disposition says.
      let isAttached = part.disposition == "attachment" && part.parent != nil
      if isAttached { isOwn[index] = false }
      if part.hasParts { continue }
      if part.holdsEncodedMessage {
        open(part, of: message, carrier: carrier ?? index)
      } else if let tnef = message.tnef(in: part) {
        // Outlook shows it in place of the message; that it is called an attachment is for the others.
        bodies += source.bodies(of: tnef)
      } else if let format = Body.Format(mediaType: part.mediaType), format != .plain || !isAttached {
        bodies.append(source.body(format, isOwn: isOwn[index]))
      }
    }
  }

  private mutating func open(_ part: Part, of message: Message, carrier: Int) {
    if let inner = message.encodedMessage(in: part) {
      encoded.append((inner, carrier))
    } else {
      bodies.append(.unread(carrier: carrier, part: part.id))
    }
  }
}

extension Message {
  /// Whether a limit was met in reading it, so that it may hold more parts than it has.
  fileprivate var isCut: Bool {
    fields.count >= Limits.fields || parts.count >= Limits.parts
      || defects.contains { [.nestingTooDeep, .tooManyParts, .tooManyFields, .messageTooLong].contains($0.kind) }
  }
}

extension Body {
  /// Stands for what was not read of an encoded message.
  fileprivate static func unread(carrier: Int, part: String) -> Body {
    Body(
      part: carrier, origin: .encodedMessage(part: part), format: .plain, isOwn: false, octets: [],
      text: VisibleText(utf8: [], runs: []), links: [], fetches: [], expressions: [], isComplete: false)
  }
}
