import MailContent
import MailSyntax
import Policy

/// What a comment such as `presend-ignore-next-line tracking/pixel -- counted by us, agreed with legal` asks for.
struct IgnoreDirective {
  enum Scope: String, CaseIterable {
    /// Findings that begin on the line behind the comment.
    case nextLine = "next-line"
    /// Findings that begin on a line of the comment.
    case line
    /// All findings of the file, those at its end too.
    case file
    /// Findings from here to the next `end`.
    case start, end
  }

  /// Why a comment asks for nothing that can be done; the names are those of the rule's messages.
  enum Fault {
    case unknownDirective(String)
    case noRules, noReason, unclosed, unopened
    /// A single hyphen stands before what is meant as the reason.
    case singleHyphen
    case unknownRule(RuleID)
  }

  /// What every directive begins with.
  static let mark = "presend-ignore"
  /// Longer comments are prose; what stands behind is not looked at.
  private static let maximumOctets = 4_096
  /// What may stand between the rules and the reason. XML forbids two hyphens in a comment, so dashes do as well.
  private static let separators = ["--", "–", "—"]

  let comment: TemplateComment
  /// nil where the directive has no known name.
  let scope: Scope?
  let rules: [RuleID]
  let reason: String
  private(set) var faults: [Fault] = []

  /// Reads a comment; nil where it does not begin as a directive does.
  init?(_ comment: TemplateComment, in octets: [UInt8], known: Set<RuleID>) {
    let written = octets[comment.content.clamped(to: 0..<octets.count)].prefix(Self.maximumOctets)
    guard written.starts(with: Self.mark.utf8) else { return nil }
    let text = String(decoding: written, as: UTF8.self)
    let name = text.prefix { !$0.isWhitespace }.dropFirst(Self.mark.count)
    guard name.isEmpty || name.first == "-" else { return nil }
    let rest = text.dropFirst(Self.mark.count + name.count)
    let cut = Self.separators.compactMap { Self.first($0, in: rest) }.min { $0.lowerBound < $1.lowerBound }
    let words = rest[..<(cut?.lowerBound ?? rest.endIndex)].split { $0 == "," || $0.isWhitespace }
    let named = words.prefix { $0 != "-" }
    self.comment = comment
    scope = Scope(rawValue: String(name.dropFirst()))
    rules = named.map { RuleID(String($0)) }
    reason = cut.map { Self.oneLine(rest[$0.upperBound...]) } ?? ""
    if scope == nil { faults.append(.unknownDirective(Self.mark + name)) }
    guard scope != nil, scope != .end else { return }
    if rules.isEmpty { faults.append(.noRules) }
    if named.count < words.count { faults.append(.singleHyphen) } else if reason.isEmpty { faults.append(.noReason) }
    faults += rules.filter { !known.contains($0) }.map(Fault.unknownRule)
  }

  mutating func add(_ fault: Fault) { faults.append(fault) }

  /// Whether it does what it asks for, for the rules that exist; without a reason it does nothing.
  var counts: Bool { scope != nil && !reason.isEmpty }

  /// The first place of a separator with white space before it: rule ids have hyphens too.
  private static func first(_ separator: String, in text: Substring) -> Range<Substring.Index>? {
    var index = text.startIndex
    while index < text.endIndex {
      let rest = text[index...]
      if rest.hasPrefix(separator), index == text.startIndex || text[text.index(before: index)].isWhitespace {
        return index..<text.index(index, offsetBy: separator.count)
      }
      index = text.index(after: index)
    }
    return nil
  }

  private static func oneLine(_ text: Substring) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
