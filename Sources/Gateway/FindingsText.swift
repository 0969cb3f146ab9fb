internal import Linting
internal import MailQueue
internal import Policy
internal import Reporting

/// The findings of a message that is held, as `presend held show` tells them: written when it was judged, since by the
/// time somebody looks, rules and settings may be others.
enum FindingsText {
  private static let width = 100

  static func of(_ judgement: Judgement, octets: [UInt8], rules: [Rule], language: Language) -> String {
    let result = CheckResult(path: "message", kind: .message, octets: octets, judgement: judgement)
    let report = Report(
      results: [result], summary: Summary(of: [result], durationSeconds: 0), rules: rules, language: language,
      version: Version.text)
    let text = TextReport(report, display: TextDisplay(width: width)).text
    let obstacles = judgement.obstacles.map { "- \($0)\n" }.joined()
    return String(decoding: Array((obstacles + text).utf8.prefix(QueueEntry.maximumFindingsOctets)), as: UTF8.self)
  }
}
