internal import Gateway
internal import MailQueue

/// What a person is told of a verification.
struct AuditVerificationText {
  private let verification: AuditVerification

  init(_ verification: AuditVerification) { self.verification = verification }

  var text: String {
    var lines = verification.breaks.map { "\($0.file):\($0.line): \(Self.text($0.kind))" }
    let more = verification.breakCount - verification.breaks.count
    if more > 0 { lines.append("and \(more) more places") }
    if let file = verification.tornFile {
      lines.append("\(file): ends in a part of a line, as a crash leaves it; nothing was done that it would tell of")
    }
    if !verification.hasHead, verification.lines > 0 {
      lines.append("there is no head: whether lines are missing at the end can only be told by --witness")
    }
    let count = CountedNoun.text(verification.lines, "line")
    lines.append(
      verification.isWhole
        ? "whole: \(count), the last is \(verification.last)"
        : "not whole: \(CountedNoun.text(verification.breakCount, "break")) in \(count); keep the files and find out who had access")
    return lines.joined(separator: "\n")
  }

  private static func text(_ kind: AuditVerification.Break.Kind) -> String {
    switch kind {
    case .unreadable: "is no line of the log"
    case .changed: "was changed after it was written: its hash does not fit"
    case .missing(let numbers):
      numbers.count == 1
        ? "before it a line is missing: number \(numbers.lowerBound)"
        : "before it \(numbers.count) lines are missing: numbers \(numbers.lowerBound) to \(numbers.upperBound)"
    case .misplaced(let number): "does not belong here: it has the number \(number), which is behind its place"
    case .replaced: "the line before it is not the one after which it was written"
    case .cutOff(let last, let known):
      "the log ends with number \(last), but there was a number \(known): \(known - last) missing at the end"
    case .contradicts(let number): "number \(number) is not the line that is known by that number"
    }
  }
}
