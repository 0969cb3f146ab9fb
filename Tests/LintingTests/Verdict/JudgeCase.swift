import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// A message with all that judging needs, to be changed by a test and judged.
struct JudgeCase {
  var message: String
  var settings = Settings()
  var consent = ConsentAnswers(states: [:])
  var envelope: Envelope
  var demandedClass: MailClass? = .personal

  static let linter = Linter()

  init(_ message: String) {
    self.message = message
    settings.organisation.domains = ["beispiel.test"]
    let parsed = MessageSamples.message(message)
    let named = RecipientList.recipients(of: parsed, envelope: nil)
    let three = ["anna@kunde.test", "bert@firma.test", "carl@x.test"].map(MessageSamples.address)
    envelope = Envelope(
      reversePath: MessageSamples.address("chef@beispiel.test"),
      recipients: named.isEmpty ? three : named)
    set("reason/missing", .off)
  }

  mutating func set(_ rule: RuleID, _ action: Action) { settings.rules[rule, default: .init()].action = action }

  var context: Context {
    Context(envelope: envelope, consent: consent, settings: settings, demandedClass: demandedClass)
  }

  func judgement() -> Judgement {
    let parsed = MessageSamples.message(message)
    return Judge.judge(
      parsed, reading: Reading(of: parsed), context: context, linter: Self.linter,
      additions: MandatoryFields(messageID: "<new@presend.test>", date: "DATE", from: nil))
  }

  /// The variants of an accepted message.
  func variants(sourceLocation: SourceLocation = #_sourceLocation) throws -> [Variant] {
    let judgement = judgement()
    guard case .accept(let variants) = judgement.verdict else {
      Issue.record("\(judgement.verdict) \(judgement.obstacles)", sourceLocation: sourceLocation)
      throw NotAccepted()
    }
    return variants
  }

  struct NotAccepted: Error {}

  /// What the recipients of a variant get.
  func octets(_ variant: Variant) -> String {
    MessageSamples.text(MessageSamples.message(message).applying(variant.edits))
  }

  /// The To and Cc lines of a variant.
  func destination(_ variant: Variant) -> [String] {
    let message = Message.parse(Array(octets(variant).utf8))
    return message.fields(of: message.parts[0]).filter { [.to, .cc, .resentTo, .resentCc].contains($0.kind) }
      .map { "\(message.name(of: $0)): \(message.unstructured($0).trimmed)" }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " })
  }

  /// With the first occurrence replaced; the text must be there.
  func replacingFirst(_ text: String, with other: String) -> String {
    guard let range = firstRange(of: text) else { preconditionFailure("no \(text) to replace") }
    return String(self[..<range.lowerBound]) + other + self[range.upperBound...]
  }
}

/// Messages that the judge's tests start from.
enum JudgeSamples {
  static func address(_ text: String) -> AddrSpec { MessageSamples.address(text) }

  static let image = "<img src=\"https://t.tracker.example/open.gif?id=8f3ac01b77d24e6f9a\" width=\"1\" height=\"1\">"

  static let circular = """
    From: chef@beispiel.test
    To: anna@kunde.test, Bert <bert@firma.test>,
     eva@beispiel.test
    Cc: dora@verein.test
    Subject: Einladung
    Date: Sat, 21 Nov 2026 10:00:00 +0100
    Message-ID: <1@beispiel.test>
    MIME-Version: 1.0
    Content-Type: text/html; charset=utf-8

    <p>text</p>

    """

  /// To three people whom To does not name.
  static let pixel = """
    From: chef@beispiel.test
    Disposition-Notification-To: chef@beispiel.test
    Subject: Rechnung
    Date: Sat, 21 Nov 2026 10:00:00 +0100
    Message-ID: <2@beispiel.test>
    Content-Type: text/html; charset=utf-8

    <p>Hallo</p>\(image)<p>Ende</p>

    """

  /// Whose plain text says why it comes, and whose HTML does not.
  static let newsletter = """
    From: news@beispiel.test
    To: anna@kunde.test
    Subject: Angebote
    Date: Sat, 21 Nov 2026 10:00:00 +0100
    Message-ID: <4@beispiel.test>
    MIME-Version: 1.0
    Content-Type: multipart/alternative; boundary=x

    --x
    Content-Type: text/plain; charset=utf-8

    Angebote im Mai
    Sie erhalten diese E-Mail, weil Sie unseren Newsletter bestellt haben.

    --x
    Content-Type: text/html; charset=utf-8

    <html><body><p>Angebote im Mai</p></body></html>
    --x--

    """

  static func signed(body: String) -> String {
    """
    From: chef@beispiel.test
    To: anna@kunde.test, bert@firma.test
    Subject: Vertrag
    Date: Sat, 21 Nov 2026 10:00:00 +0100
    Message-ID: <3@beispiel.test>
    MIME-Version: 1.0
    Content-Type: multipart/signed; boundary=x; protocol="application/pkcs7-signature"

    --x
    Content-Type: text/html; charset=utf-8

    <p>\(body)</p>
    --x
    Content-Type: application/pkcs7-signature

    MIAG
    --x--

    """
  }
}
