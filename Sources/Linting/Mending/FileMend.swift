package import MailContent
package import MailSyntax
package import Policy

/// What can be mended in a message or template on disk without a person: what tracks is taken out, and a field that the
/// organisation has configured is put in. No wording is changed, and all other octets stay as they are.
package struct FileMend: Sendable {
  /// In the octets as given: in order, without overlaps. Empty where nothing can be mended.
  package let edits: [Edit]
  /// The findings that the edits mend.
  package let mended: [Finding]
  /// Why a finding that has a remedy is not mended: one line each, in the user's language.
  package let refusals: [String]

  /// The octets with the edits made.
  package func applied(to octets: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(octets.count)
    var position = 0
    for edit in edits {
      result += octets[position..<edit.range.lowerBound]
      result += edit.replacement
      position = edit.range.upperBound
    }
    return result + octets[position...]
  }

  /// Where what the edits put in stands once they are made.
  package var additions: [OctetRange] {
    var growth = 0
    return edits.compactMap { edit in
      let start = edit.range.lowerBound + growth
      growth += edit.replacement.count - edit.range.count
      return edit.replacement.isEmpty ? nil : start..<start + edit.replacement.count
    }
  }

  // MARK: Messages

  /// The mend of a message, for all its recipients: a file has one text.
  /// - Complexity: O(octets × parts that change).
  package init(
    _ message: Message, reading: Reading, findings: [Finding], organisation: Organisation, language: Language
  ) {
    let protection = Protection(message, reading: reading)
    var content: [Int: [OctetRange]] = [:]
    var fieldEdits: [Edit] = []
    var mended: [Finding] = []
    var refusals: [String] = []
    for finding in findings {
      let obstacle: Obstacle?
      switch finding.remedy {
      case .removeContent(let part, let ranges):
        obstacle = protection.obstacle(toChangingBodyOf: part)
        if obstacle == nil { content[part, default: []] += ranges }
      case .removeField(let index):
        obstacle = protection.obstacle(toRemovingField: index)
        if obstacle == nil { fieldEdits.append(message.edit(removing: message.fields[index])) }
      case .setField(let index, let body):
        obstacle = protection.obstacle(toRemovingField: index)
        if obstacle == nil { fieldEdits.append(message.edit(replacingBodyOf: message.fields[index], with: body)) }
      case .addListUnsubscribe:
        let isSigned = protection.dkim.coversAbsence(of: "List-Unsubscribe")
        let body = organisation.listUnsubscribe
        let key = "organisation: list-unsubscribe"
        if organisation.hasUnsubscribeToken {
          obstacle = .differsByRecipient(key)
        } else {
          obstacle = body == nil ? .notConfigured(key) : isSigned ? .signedByDKIM : nil
        }
        if let body, obstacle == nil { fieldEdits.append(message.edit(prepending: "List-Unsubscribe", body: body)) }
      case .concealRecipients, .ownAttendee, .appendReason, nil: continue
      }
      if let obstacle { refusals.append("\(finding.rule): \(obstacle.text(language))") } else { mended.append(finding) }
    }
    switch BodyEdits(message: message).edits(removing: content, appending: "", to: []) {
    case .failure(let unchangeable):
      refusals.append(Obstacle.unchangeable(part: message.parts[unchangeable.part].id).text(language))
      self.init(edits: [], mended: [], refusals: refusals)
    case .success(let bodyEdits):
      guard let edits = EditList(fieldEdits + bodyEdits).ordered() else {
        self.init(edits: [], mended: [], refusals: refusals + [Obstacle.conflict.text(language)])
        return
      }
      self.init(edits: edits, mended: mended, refusals: refusals)
    }
  }

  // MARK: Templates

  /// The mend of a template.
  /// - Complexity: O(octets + ranges × log expressions).
  package init(template octets: [UInt8], reading: Reading, findings: [Finding], language: Language) {
    guard let body = reading.bodies.first else {
      self.init(edits: [], mended: [], refusals: [])
      return
    }
    let expressions = TemplateExpressions(body.expressions)
    var removed: [OctetRange] = []
    var mended: [Finding] = []
    var refusals: [String] = []
    for finding in findings {
      guard case .removeContent(_, let ranges) = finding.remedy else { continue }
      if ranges.allSatisfy(expressions.canRemove) {
        removed += ranges.map { Self.wholeLines($0, octets) }
        mended.append(finding)
      } else {
        refusals.append("\(finding.rule): \(Self.entangled(language))")
      }
    }
    self.init(
      edits: BodyEdits.union(removed).map { Edit(range: $0, replacement: []) }, mended: mended, refusals: refusals)
  }

  private static let entangled = LocalText(
    english: "template code reaches into what would be removed; only a person can tell what it is for",
    german: "Code der Vorlage reicht in das hinein, was zu entfernen wäre; wozu er dient, weiß nur ein Mensch")

  /// The range, and the lines on which nothing else stands: an empty line would be left.
  private static func wholeLines(_ range: OctetRange, _ octets: [UInt8]) -> OctetRange {
    func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 || octet == 0x0D }
    var start = range.lowerBound
    while start > 0, isBlank(octets[start - 1]) { start -= 1 }
    var end = range.upperBound
    while end < octets.count, isBlank(octets[end]) { end += 1 }
    guard start == 0 || octets[start - 1] == 0x0A, end < octets.count, octets[end] == 0x0A else { return range }
    return start..<(end + 1)
  }

  /// The same with the places of its edits counted otherwise: in the file that the octets were decoded from.
  package func moved(_ place: (OctetRange) -> OctetRange) -> FileMend {
    FileMend(
      edits: edits.map { Edit(range: place($0.range), replacement: $0.replacement) }, mended: mended, refusals: refusals
    )
  }

  private init(edits: [Edit], mended: [Finding], refusals: [String]) {
    self.edits = edits
    self.mended = mended
    self.refusals = refusals
  }
}

/// The expressions of a template, asked whether a stretch can go without leaving half of one, or a block without its
/// end.
private struct TemplateExpressions {
  private let expressions: [Expression]

  /// - Parameter expressions: in file order, not overlapping.
  init(_ expressions: [Expression]) { self.expressions = expressions }

  /// Whether only whole expressions that print stand in a range, and the range stands in none.
  func canRemove(_ range: OctetRange) -> Bool {
    var low = 0
    var high = expressions.count
    while low < high {
      let middle = (low + high) / 2
      if expressions[middle].range.upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    while low < expressions.count, expressions[low].range.lowerBound < range.upperBound {
      let expression = expressions[low]
      guard expression.isOutput, expression.range.lowerBound >= range.lowerBound,
        expression.range.upperBound <= range.upperBound
      else { return false }
      low += 1
    }
    return true
  }
}
