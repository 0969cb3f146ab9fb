import MailContent
import MailSyntax

/// A part whose octets cannot be changed there without touching more; an index into `Message.parts`.
struct Unchangeable: Error {
  let part: Int
}

/// The edits inside bodies.
struct BodyEdits {
  let message: Message

  /// The parts that are shown as this message's own text and can be edited, as indices into `Message.parts`.
  static func ownTextParts(of reading: Reading) -> [Int] {
    reading.bodies.filter { $0.isOwn && $0.format != .calendar }.compactMap(\.editablePart)
  }

  /// - Parameters:
  ///   - ranges: what is taken out of the decoded text of each part.
  ///   - sentence: what is appended to each of `parts`.
  func edits(
    removing ranges: [Int: [OctetRange]], appending sentence: String, to parts: Set<Int>
  ) -> Result<[Edit], Unchangeable> {
    var edits: [Edit] = []
    for part in parts.union(ranges.keys).sorted() {
      let addition = parts.contains(part) ? text(of: sentence, for: part) : nil
      guard let more = self.edits(of: part, removing: ranges[part] ?? [], appending: addition) else {
        return .failure(Unchangeable(part: part))
      }
      edits += more
    }
    return .success(edits)
  }

  /// The edits of one part; nil where it cannot be done.
  ///
  /// An encoding such as base64 is written anew as a whole, so a removal and an addition there cannot stand side by
  /// side: the second is then made on the outcome of the first.
  private func edits(of part: Int, removing ranges: [OctetRange], appending addition: String?) -> [Edit]? {
    let entity = message.parts[part]
    guard let removals = message.edits(removing: Self.union(ranges), fromTextOf: entity) else { return nil }
    guard let addition else { return removals }
    guard let additions = message.edits(appending: addition, toTextOf: entity) else { return nil }
    if let both = EditList(removals + additions).ordered() { return both }
    let between = Message.parse(message.applying(removals))
    guard between.parts.count == message.parts.count,
      let second = between.edits(appending: addition, toTextOf: between.parts[part])
    else { return nil }
    let after = Message.parse(between.applying(second))
    guard after.parts.count == message.parts.count else { return nil }
    return [Edit(range: entity.body, replacement: Array(after.octets[after.parts[part].body]))]
  }

  private func text(of sentence: String, for part: Int) -> String {
    let isHTML = message.parts[part].mediaType == "text/html"
    let text = isHTML ? Self.paragraph(sentence) : "\n\(sentence)"
    return text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: LineEnd.of(message))
  }

  /// Ordered, without overlaps; ranges that touch become one.
  static func union(_ ranges: [OctetRange]) -> [OctetRange] {
    var result: [OctetRange] = []
    for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  /// The sentence as HTML, with what is markup written as references.
  static func paragraph(_ sentence: String) -> String {
    var html = "<p>"
    for scalar in sentence.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      default: html.unicodeScalars.append(scalar)
      }
    }
    return html + "</p>"
  }
}
