import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Invitations to several people, through the judge: who gets which octets.
@Suite struct InvitationCopiesTests {
  private static let calendar = """
    BEGIN:VCALENDAR
    METHOD:REQUEST
    BEGIN:VEVENT
    UID:1
    ORGANIZER;CN=Chef:mailto:chef@beispiel.test
    ATTENDEE;CN=Anna;PARTSTAT=NEEDS-ACTION;
     RSVP=TRUE:mailto:anna@kunde.test
    ATTENDEE;CN=Bert:mailto:bert@firma.
     test
    ATTENDEE;CN=Eva:mailto:eva@beispiel.test
    ATTENDEE:mailto:chef@beispiel.test
    X-INVITED:bert@firma.test
     ;anna@kunde.test
    X-COLOUR:red
    SUMMARY:Treffen
    END:VEVENT
    BEGIN:VEVENT
    UID:1
    RECURRENCE-ID:20261201T090000Z
    ATTENDEE;CN=Anna:mailto:anna@kunde.test
    ATTENDEE;CN=Bert:MAILTO:Bert@Firma.Test
    END:VEVENT
    END:VCALENDAR

    """

  /// An invitation with text beside it.
  private static func message(
    _ calendar: String = Self.calendar, encoding: String = "8bit", text: String = "Willkommen",
    type: String = "text/calendar"
  ) -> String {
    """
    From: chef@beispiel.test
    To: anna@kunde.test, bert@firma.test, eva@beispiel.test
    Subject: Treffen
    Date: Sat, 21 Nov 2026 10:00:00 +0100
    Message-ID: <1@beispiel.test>
    MIME-Version: 1.0
    Content-Type: multipart/alternative; boundary=x

    --x
    Content-Type: text/plain; charset=utf-8

    \(text)
    --x
    Content-Type: \(type); charset=utf-8; method=REQUEST
    Content-Transfer-Encoding: \(encoding)

    \(calendar)
    --x--

    """
  }

  private static func individual(_ message: String) -> JudgeCase {
    var judged = JudgeCase(message)
    judged.settings.rules["recipients/open-list", default: .init()].rewrite = .individual
    return judged
  }

  /// The decoded calendars of a variant, by recipient.
  private static func calendars(_ judged: JudgeCase) throws -> [String: String] {
    var result: [String: String] = [:]
    for variant in try judged.variants() {
      let message = Message.parse(Array(judged.octets(variant).utf8))
      let body = try #require(Reading(of: message).bodies.first { $0.format == .calendar })
      for recipient in variant.recipients { result[recipient.wireForm] = String(decoding: body.octets, as: UTF8.self) }
    }
    return result
  }

  private static func without(_ lines: String...) -> String {
    lines.reduce(calendar) { $0.replacingFirst($1, with: "") }
  }

  private static let anna = "ATTENDEE;CN=Anna;PARTSTAT=NEEDS-ACTION;\n RSVP=TRUE:mailto:anna@kunde.test\n"
  private static let bert = "ATTENDEE;CN=Bert:mailto:bert@firma.\n test\n"
  private static let eva = "ATTENDEE;CN=Eva:mailto:eva@beispiel.test\n"
  private static let list = "X-INVITED:bert@firma.test\n ;anna@kunde.test\n"
  private static let annaAgain = "ATTENDEE;CN=Anna:mailto:anna@kunde.test\n"
  private static let bertAgain = "ATTENDEE;CN=Bert:MAILTO:Bert@Firma.Test\n"

  private static func quoted(_ text: String) -> String {
    text.split(separator: "=", omittingEmptySubsequences: false).joined(separator: "=3D")
  }
  private static func base64(_ text: String) -> String {
    String(decoding: Base64.encode(Array(text.utf8), lineLength: 76).filter { $0 != 0x0D }, as: UTF8.self)
  }

  @Test(arguments: ["8bit", "quoted-printable", "base64"])
  func `each guest's copy names that guest, the organizer and the author`(_ encoding: String) throws {
    let encoded =
      switch encoding {
      case "base64": Self.base64(Self.calendar)
      case "quoted-printable": Self.quoted(Self.calendar)
      default: Self.calendar
      }
    let read = try Self.calendars(Self.individual(Self.message(encoded, encoding: encoding)))
    // A decoded part ends with the line end that belongs to the delimiter, or without it.
    let calendars = read.mapValues { $0.split(separator: "\n") }
    #expect(
      calendars == [
        "anna@kunde.test": Self.without(Self.bert, Self.eva, Self.list, Self.bertAgain).split(separator: "\n"),
        "bert@firma.test": Self.without(Self.anna, Self.eva, Self.list, Self.annaAgain).split(separator: "\n"),
        "eva@beispiel.test": Self.without(Self.anna, Self.bert, Self.list, Self.annaAgain, Self.bertAgain)
          .split(separator: "\n"),
      ])
  }

  @Test func `outside of the invitation and To nothing changes`() throws {
    let judged = Self.individual(Self.message())
    for variant in try judged.variants() {
      let text = judged.octets(variant)
      #expect(text.hasPrefix("From: chef@beispiel.test\nTo: \(variant.recipients[0].wireForm)\nSubject: Treffen\n"))
      #expect(text.contains("\n--x\nContent-Type: text/plain; charset=utf-8\n\nWillkommen\n--x\n"))
    }
  }

  /// Who is not among the guests sees no guest, and all such share a copy.
  @Test func `a blind recipient's copy names no guest`() throws {
    var judged = Self.individual(Self.message())
    judged.envelope.recipients += ["carl@x.test", "dora@y.test"].map(MessageSamples.address)
    let calendars = try Self.calendars(judged)
    #expect(calendars["carl@x.test"] == calendars["dora@y.test"])
    #expect(calendars["carl@x.test"]?.contains("kunde.test") == false)
    #expect(try judged.variants().count == 4)
  }

  /// What is not surely clean is for a person.
  @Test(arguments: [
    message(text: "Gäste: anna@kunde.test, bert@firma.test"),
    message(text: "Antwort an bert%40firma.test"),
    message(calendar.replacingFirst("Treffen", with: "Treffen mit bert@firma.test")),
    message(calendar.replacingFirst("Treffen", with: "Treffen\\nbert@firma.test")),
    message(calendar.replacingFirst("CN=Anna;", with: "CN=Anna;DELEGATED-FROM=\"mailto:bert@firma.test\";")),
    message(
      calendar.replacingFirst(
        "SUMMARY", with: "BEGIN:VALARM\nACTION:EMAIL\nATTENDEE:mailto:bert@firma.test\nEND:VALARM\nSUMMARY")),
    message(
      calendar + "--x\nContent-Type: application/octet-stream; name=gast.ics\n\nATTENDEE:mailto:bert@firma.test\n"),
    message(calendar + "--x\nContent-Type: message/rfc822\n\nContent-Type: text/calendar\n\n\(calendar)\n"),
  ])
  func `where anything else names a guest it is held`(_ message: String) {
    let judgement = Self.individual(message).judgement()
    #expect(judgement.verdict.word == "hold")
    #expect(judgement.obstacles.contains { $0.hasPrefix("recipients/hidden-list: ") }, "\(judgement.obstacles)")
  }

  @Test func `both of two calendars are cut`() throws {
    let twice = Self.message(
      Self.calendar + "--x\nContent-Type: application/ics; name=invite.ics\nContent-Disposition: attachment\n"
        + "Content-Transfer-Encoding: base64\n\n" + Self.base64(Self.calendar))
    let judged = Self.individual(twice)
    for variant in try judged.variants() {
      let bodies = Reading(of: Message.parse(Array(judged.octets(variant).utf8))).bodies.filter {
        $0.format == .calendar
      }
      #expect(bodies.count == 2)
      let own = variant.recipients.map(\.wireForm) + ["chef@beispiel.test"]
      #expect(bodies.allSatisfy { $0.people.allSatisfy { own.contains($0.address.lowercased()) } })
    }
  }

  @Test func `under a foreign signature, or shared by all, an invitation is held`() {
    let signed = "DKIM-Signature: d=esp.test; h=from; bh=x; b=y\n" + Self.message()
    #expect(Self.individual(signed).judgement().verdict.word == "hold")
    #expect(JudgeCase(Self.message()).judgement().verdict.word == "hold")
  }

  @Test func `the guests of a mail to one person are cut where the rule says so`() throws {
    var judged = JudgeCase(Self.message().replacingFirst(", bert@firma.test, eva@beispiel.test", with: ""))
    #expect(judged.judgement().verdict.word == "hold")
    judged.settings.rules["recipients/hidden-list", default: .init()].rewrite = .individual
    let calendars = try Self.calendars(judged)
    #expect(calendars.keys.sorted() == ["anna@kunde.test"])
    #expect(calendars["anna@kunde.test"]?.contains("bert") == false)
  }

  @Test func `copies that would fill the disk are held`() {
    let big = String(repeating: String(repeating: "x", count: 75) + "\n", count: 14_000)
    var judged = Self.individual(JudgeSamples.circular.replacingFirst("<p>text</p>", with: "<p>\(big)</p>"))
    judged.message = judged.message.replacingFirst(
      "To: ", with: "To: " + (1...300).map { "a\($0)@b\($0).test,\n " }.joined())
    judged = Self.individual(judged.message)
    #expect(judged.judgement().obstacles.contains { $0.contains("256 MiB") })
  }
}
