import MailContent
import MailSyntax

/// A part whose octets cannot be changed there without touching more; an index into `Message.parts`.
struct Unchangeable: Error {
  let part: Int
}

/// The edits inside bodies.
struct BodyEdits {
  let message: Message
  let reading: Reading

  /// The parts that are shown as this message's own text, as indices into `Message.parts`.
  static func ownTextParts(of reading: Reading) -> [Int] {
    reading.bodies.filter { $0.isOwn && $0.format != .calendar }.compactMap(\.part)
  }

  /// - Parameters:
  ///   - ranges: what is taken out of the decoded text of each part.
  ///   - sentence: what is appended to each own text, or nil.
  func edits(removing ranges: [Int: [OctetRange]], appending sentence: String?) -> Result<[Edit], Unchangeable> {
    var edits: [Edit] = []
    for (part, ranges) in ranges.sorted(by: { $0.key < $1.key }) {
      guard let removals = message.edits(removing: Self.union(ranges), fromTextOf: message.parts[part]) else {
        return .failure(Unchangeable(part: part))
      }
      edits += removals
    }
    guard let sentence else { return .success(edits) }
    for body in reading.bodies where body.isOwn && body.format != .calendar {
      guard let part = body.part else { continue }
      let text = body.format == .html ? Self.paragraph(sentence) : "\n\(sentence)\n"
      guard let appended = message.edits(appending: text, toTextOf: message.parts[part]) else {
        return .failure(Unchangeable(part: part))
      }
      edits += appended
    }
    return .success(edits)
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
