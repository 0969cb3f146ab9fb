import MailContent
import MailSyntax
import Policy

/// The comments of a template that ask for findings to be ignored, each with the stretch of the file that it covers.
///
/// A message has none: it cannot switch off its own judge.
struct IgnoreDirectives {
  /// One comment and what it covers.
  struct Placed {
    var directive: IgnoreDirective
    /// Findings that begin here are ignored; nil where the directive does nothing by itself.
    var covered: ClosedRange<Int>?
  }
  private(set) var all: [Placed] = []

  /// - Parameter known: the rules that can be ignored.
  /// - Complexity: O(n) in octets where there is a directive; O(comments) else.
  init(_ examination: Examination, known: Set<RuleID>) {
    guard examination.message == nil, let body = examination.reading.bodies.first else { return }
    let directives = body.comments.compactMap { IgnoreDirective($0, in: body.octets, known: known) }
    guard !directives.isEmpty else { return }
    let lines = LineIndex(body.octets)
    var open: [Int] = []
    for directive in directives {
      all.append(Placed(directive: directive, covered: Self.covered(by: directive, lines, body.octets)))
      switch directive.scope {
      case .start: open.append(all.count - 1)
      case .end:
        if let start = open.popLast() {
          all[start].covered = all[start].directive.comment.range.upperBound...directive.comment.range.lowerBound
        } else {
          all[all.count - 1].directive.add(.unopened)
        }
      default: break
      }
    }
    for index in open { all[index].directive.add(.unclosed) }
  }

  private static func covered(
    by directive: IgnoreDirective, _ lines: LineIndex, _ octets: [UInt8]
  ) -> ClosedRange<Int>? {
    let range = directive.comment.range
    let first = lines.line(of: range.lowerBound)
    let last = lines.line(of: max(range.lowerBound, range.upperBound - 1))
    let lastOfFile = lines.line(of: octets.count)
    func end(of line: Int) -> Int { line < lastOfFile ? lines.start(of: line + 1) - 1 : octets.count }
    switch directive.scope {
    case .file: return 0...octets.count
    case .line: return lines.start(of: first)...end(of: last)
    case .nextLine: return last < lastOfFile ? lines.start(of: last + 1)...end(of: last + 1) : nil
    case .start, .end, nil: return nil
    }
  }
}
