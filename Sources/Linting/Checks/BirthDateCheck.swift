import MailContent
import MailSyntax
import Policy

/// Finds dates of birth in mail: merge fields of templates, and in rendered mail a label with a date behind it.
struct BirthDateCheck: Check {
  private let field: Int?
  private let label: Int?
  /// So far behind its label a date stands: "Geburtsdatum (TT.MM.JJJJ): 12.03.1980".
  private static let maximumGap = 24

  init(_ rule: Rule, _ book: PhraseBook) {
    field = book.sets[rule.id]?["field"]
    label = book.sets[rule.id]?["label"]
  }

  func hits(in examination: Examination) -> [Hit] {
    examination.words.bodies.filter(\.body.isOwn).compactMap {
      examination.message == nil ? field(in: $0, examination) : date(in: $0, examination)
    }
  }

  private func field(in scanned: ScannedBody, _ examination: Examination) -> Hit? {
    let body = scanned.body
    for expression in body.expressions {
      let named = expression.words.contains {
        examination.words.scan.hits(in: $0, style: .identifier).contains(field)
      }
      guard named else { continue }
      let tag = Hit.evidence(body.octets[expression.range])
      return Hit(
        message: "field", values: ["field": tag], place: examination.place(of: expression.range, in: body),
        evidence: tag)
    }
    return nil
  }

  private func date(in scanned: ScannedBody, _ examination: Examination) -> Hit? {
    let body = scanned.body
    let text = body.text
    for hit in scanned.text.hits where hit.set == label && !text.isQuoted(at: hit.range.lowerBound) {
      let behind = hit.range.upperBound..<min(text.utf8.count, hit.range.upperBound + Self.maximumGap)
      guard let end = Self.endOfDate(text.utf8[behind]) else { continue }
      let range = hit.range.lowerBound..<end
      return Hit(
        message: "date", place: examination.place(of: text.source(of: range), in: body),
        evidence: Hit.evidence(text.utf8[hit.range]))
    }
    return nil
  }

  /// Behind day, month and year in figures, in any order, separated by full stops, slashes or hyphens.
  private static func endOfDate(_ octets: ArraySlice<UInt8>) -> Int? {
    var groups: [Int] = []
    var digits = 0
    for index in octets.indices {
      if octets[index] &- 0x30 < 10 {
        digits += 1
        if index + 1 < octets.endIndex { continue }
      }
      let endsSentence = "!?\n".utf8.contains(octets[index])
      guard digits > 0 else {
        if endsSentence { return nil }
        continue
      }
      groups.append(digits)
      digits = 0
      if groups.suffix(3).sorted() == [2, 2, 4] || groups.suffix(3) == [1, 1, 4] || groups.suffix(3) == [2, 1, 4] {
        return octets[index] &- 0x30 < 10 ? index + 1 : index
      }
      if endsSentence { return nil }
      guard "./- ".utf8.contains(octets[index]) else {
        groups = []
        continue
      }
    }
    return nil
  }
}
