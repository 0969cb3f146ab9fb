import MailContent
import MailSyntax
import Policy

/// What a check of something owed says: where it is missing, and where a template provides it.
struct Outcome {
  var hits: [Hit] = []
  var provisions: [Provision] = []
}

/// Looks for something that a mail owes its readers.
protocol OwedCheck: Check {
  func outcome(in examination: Examination) -> Outcome
}

extension OwedCheck {
  func hits(in examination: Examination) -> [Hit] { outcome(in: examination).hits }
}

/// Looks for what a mail owes in every view of a message; of a template in the file, then in what it is rendered
/// together with.
///
/// A layout or partial owes nothing itself. What may stand in a file that cannot be found is told as a note: neither a
/// pass in silence, nor an alarm about what is probably there.
struct OwedSearch {
  let rule: RuleID
  /// Whether a template's references that cannot be resolved may hold it; else only what is there is judged, and the
  /// rule tells no provisions.
  var looksBeyond = true
  /// Where a body provides it, in `Body.octets`; nil where it does not.
  let provided: (ScannedBody) -> OctetRange?
  /// The hit of a view that does not provide it. The flag says that it is a note, because the view is the text
  /// alternative of one that does.
  let missing: (ReaderView, Bool) -> Hit?

  func outcome(in examination: Examination) -> Outcome {
    let views = examination.views
    let language = examination.context.language
    guard examination.message == nil else { return Outcome(hits: hits(views, language)) }
    let surroundings = examination.context.surroundings
    guard !surroundings.isOnlyDrawnIn else { return Outcome() }
    if let provision = provision(views, examination.words) {
      return Outcome(provisions: looksBeyond ? [provision] : [])
    }
    guard looksBeyond, let reference = surroundings.unresolved.first else {
      return Outcome(hits: hits(views, language))
    }
    let hit = Hit(
      message: reference.isDynamic ? OwedMessages.dynamic : OwedMessages.unresolved, values: ["name": reference.name],
      place: Place(part: nil, octets: reference.range), evidence: Hit.evidence(reference.name.utf8), isNote: true)
    return Outcome(
      hits: [hit], provisions: [Provision(rule: rule, place: .dynamic(reference.range))])
  }

  /// One cause is one finding: what is missing in all versions alike is told once, at the first. What is mended version
  /// by version is told so.
  private func hits(_ views: [ReaderView], _ language: Language) -> [Hit] {
    let isProvided = views.map { $0.bodies.contains { provided($0) != nil } }
    let hits = zip(views, isProvided).compactMap { view, isHere in
      if isHere { return nil as Hit? }
      guard var hit = missing(view, view.isTextAlternative && isProvided.contains(true)) else { return nil }
      let isInText = !view.isTextAlternative && zip(views, isProvided).contains { $0.isTextAlternative && $1 }
      hit.isOnlyInText = isInText && hit.message == OwedMessages.missing
      return hit
    }
    guard let first = hits.first, hits.count == views.count, hits.count > 1,
      hits.allSatisfy({ $0.message == first.message && $0.values == first.values && $0.remedy == nil })
    else { return hits }
    var merged = first
    merged.isInEveryVersion = true
    merged.related += hits.dropFirst().map {
      RelatedPlace(.here($0.place.octets), OwedMessages.otherVersion(language))
    }
    return [merged]
  }

  /// Where it stands: in the file, else in what is certainly rendered with it, else in what perhaps is. What code of
  /// the file only puts together stands where something else prints it, if that is found.
  private func provision(_ views: [ReaderView], _ words: ScannedReading) -> Provision? {
    var kept: Provision?
    for body in views.lazy.flatMap(\.bodies) {
      guard let range = provided(body) else { continue }
      let here = Provision(rule: rule, place: .here(range), isConditional: Self.isConditional(range, in: body.body))
      if Self.isPrinted(range, in: body.body) { return here }
      kept = kept ?? here
    }
    return elsewhere(words) ?? kept
  }

  /// Where a companion provides it.
  private func elsewhere(_ words: ScannedReading) -> Provision? {
    var perhaps: Provision?
    for (companion, bodies) in words.companions {
      for body in bodies where body.body.format != .calendar {
        guard let range = provided(body) else { continue }
        let isConditional = companion.isConditional || Self.isConditional(range, in: body.body)
        let provision = Provision(
          rule: rule, place: .via(path: companion.path, range), isConditional: isConditional)
        if !isConditional { return provision }
        perhaps = perhaps ?? provision
      }
    }
    return perhaps
  }

  /// Whether a place is in the text of a file or in an expression that prints, not in code that keeps it for later.
  private static func isPrinted(_ range: OctetRange, in body: Body) -> Bool {
    body.expressions.first { $0.range.contains(range.lowerBound) }?.isOutput ?? true
  }

  /// Whether a place is rendered under a condition only.
  private static func isConditional(_ range: OctetRange, in body: Body) -> Bool {
    body.outline?.condition(at: range.lowerBound) != nil
  }
}

/// The messages that all rules about what is owed share.
enum OwedMessages {
  /// The name that every rule gives its message about what a view lacks.
  static let missing = "missing"
  static let unresolved = "unresolved"
  static let dynamic = "dynamic"

  /// Behind a message about what all versions lack.
  static let everyVersion = LocalText(english: " (in every version)", german: " (in jeder Fassung)")
  /// Behind a message about what the HTML lacks and the text version has.
  static let onlyInText = LocalText(
    english: " (the text version has it)", german: " (die Textfassung hat es)")
  static let otherVersion = LocalText(english: "the other version", german: "die andere Fassung")

  /// What is said of the versions behind a message; nothing for most.
  static func versions(of hit: Hit) -> LocalText {
    hit.isInEveryVersion ? everyVersion : hit.isOnlyInText ? onlyInText : LocalText(english: "", german: "")
  }

  /// The text of a shared message; nil for a name that is none.
  static func text(_ name: String) -> LocalText? {
    switch name {
    case unresolved:
      LocalText(
        english: "not found in this file; “{name}” may hold it, but cannot be found: name its folder in presend.yml "
          + "(templates: roots, aliases)",
        german: "nicht in dieser Datei; „{name}“ kann es enthalten, ist aber nicht zu finden: seinen Ordner in "
          + "presend.yml nennen (templates: roots, aliases)")
    case dynamic:
      LocalText(
        english: "not found in this file; what “{name}” draws in is chosen when it is rendered: check a rendered copy",
        german: "nicht in dieser Datei; was „{name}“ einbindet, entscheidet sich erst beim Erzeugen: eine fertige Mail "
          + "prüfen")
    default: nil
    }
  }
}
