package import MailContent
package import MailSyntax
package import Policy

/// What a template file is rendered together with: its layout, what it includes, its translations.
///
/// What a mail owes its reader may stand in any of them; what it must not hold is judged in the file where it stands.
package struct Surroundings: Sendable {
  /// The files that are certainly or perhaps rendered with it, nearest first, without the file itself.
  package var companions: [Companion]
  /// What it draws in that cannot be told from the files alone.
  package var unresolved: [UnresolvedReference]
  /// Whether it is only ever drawn in by others, as a layout or a partial: it owes nothing itself.
  package var isOnlyDrawnIn: Bool

  package init(
    companions: [Companion] = [], unresolved: [UnresolvedReference] = [], isOnlyDrawnIn: Bool = false
  ) {
    self.companions = companions
    self.unresolved = unresolved
    self.isOnlyDrawnIn = isOnlyDrawnIn
  }
}

/// Another file that is rendered together with the template that is judged.
package struct Companion: Sendable {
  package enum Relation: String, Sendable {
    /// It is rendered around the template.
    case layout
    /// It is rendered within the template, or within another companion.
    case partial
    /// It holds texts that the template names by their keys.
    case catalogue
  }
  /// As reports show it.
  package let path: String
  package let relation: Relation
  package let reading: Reading
  /// Where the judged file refers to it; nil where the language's convention does (an implicit layout).
  package let reference: OctetRange?
  /// Whether it is rendered under a condition only.
  package let isConditional: Bool

  package init(
    path: String, relation: Relation, reading: Reading, reference: OctetRange?, isConditional: Bool = false
  ) {
    self.path = path
    self.relation = relation
    self.reading = reading
    self.reference = reference
    self.isConditional = isConditional
  }
}

/// An include, a layout or the like that cannot be resolved.
package struct UnresolvedReference: Sendable, Hashable {
  /// Where it stands in the judged file.
  package let range: OctetRange
  /// The name as written, or the expression that makes it.
  package let name: String
  /// Whether the name is made when the template is rendered, so that no setting would help.
  package let isDynamic: Bool

  package init(range: OctetRange, name: String, isDynamic: Bool) {
    self.range = range
    self.name = name
    self.isDynamic = isDynamic
  }
}

/// Where a template meets what a rule demands: the other side of a finding, for reports.
package struct Provision: Sendable, Hashable {
  package enum Where: Sendable, Hashable {
    /// In the judged file.
    case here(OctetRange)
    /// In a companion; the range counts in its octets.
    case via(path: String, OctetRange)
    /// Perhaps in what cannot be resolved; the range is that of the reference in the judged file.
    case dynamic(OctetRange)
  }
  package let rule: RuleID
  package let place: Where
  /// Whether it is there under a condition only.
  package let isConditional: Bool

  package init(rule: RuleID, place: Where, isConditional: Bool = false) {
    self.rule = rule
    self.place = place
    self.isConditional = isConditional
  }
}
