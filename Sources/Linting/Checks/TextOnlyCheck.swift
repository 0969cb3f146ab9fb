import MailContent
import MailSyntax

/// Finds HTML in a request for consent, which is to be plain text: nothing in it can be hidden, fetched or reported.
struct TextOnlyCheck: Check {
  func hits(in examination: Examination) -> [Hit] {
    guard let body = examination.ownBodies.first(where: { $0.format == .html }) else { return [] }
    let end = min(body.octets.count, Hit.maximumEvidence)
    return [
      Hit(
        message: "finding", place: examination.place(of: 0..<end, in: body), evidence: Hit.evidence(body.octets[..<end])
      )
    ]
  }
}
