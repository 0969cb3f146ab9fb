import MailContent
import Policy

/// Finds pictures to be looked at whose URL is one recipient's own: by the address in it, or because others' copies
/// have another.
struct PersonalisedPictureCheck: Check {
  let judge: FetchJudge

  func hits(in examination: Examination) -> [Hit] {
    if examination.allAgreedToTracking(examination.recipients) { return [] }
    return judge.verdicts(in: examination).filter { !$0.isNested }.flatMap { verdicts in
      Hit.joined(
        verdicts.verdicts.filter { $0.kind == .personalised && !$0.isQuoted }.flatMap { verdict in
          Hit.all(message: "finding", verdict, in: verdicts.body, examination).map { hit in
            var hit = hit
            hit.recipients = examination.withoutTrackingConsent(examination.recipients)
            return hit
          }
        })
    }
  }
}
