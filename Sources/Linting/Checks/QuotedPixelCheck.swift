import MailContent
import MailSyntax
import Policy

/// Finds what counts openings in quoted and forwarded mail: it reports the new reader to somebody else, and nobody's
/// consent covers that.
struct QuotedPixelCheck: Check {
  let judge: FetchJudge

  func hits(in examination: Examination) -> [Hit] {
    judge.verdicts(in: examination).flatMap { verdicts in
      Hit.joined(
        verdicts.verdicts.filter { Self.tells($0) && (verdicts.isNested || $0.isQuoted) }.flatMap { verdict in
          Hit.all(message: "finding", verdict, in: verdicts.body, examination).map { hit in
            var hit = hit
            // A message within a message is handed on as it came.
            if verdicts.isNested {
              hit.remedy = nil
              hit.isMendable = false
            }
            return hit
          }
        })
    }
  }

  private static func tells(_ verdict: FetchVerdict) -> Bool {
    switch verdict.kind {
    case .tracker, .personalised: true
    case .aggregate, .doubtful, .ordinary: false
    }
  }
}
