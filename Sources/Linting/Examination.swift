import MailContent
import MailSyntax
import Policy

/// What a check looks at: one subject with all that is known around it.
struct Examination {
  let subject: Subject
  let reading: Reading
  /// The phrases in it.
  let words: ScannedReading
  let mailClass: MailClass
  let context: Context
  /// Who gets the message; empty where neither envelope nor fields say.
  let recipients: [AddrSpec]
  let internalDomains: InternalDomains
  let outsiders: Outsiders
  /// What several rules ask for, worked out once.
  let memo = ExaminationMemo()

  init(subject: Subject, words: ScannedReading, mailClass: MailClass, context: Context) {
    self.subject = subject
    self.words = words
    reading = words.reading
    self.mailClass = mailClass
    self.context = context
    recipients = words.recipients
    internalDomains = InternalDomains(context.settings.organisation.domains)
    outsiders = Outsiders(subject.message, internalDomains: internalDomains, context: context)
  }

  var message: Message? { subject.message }
  var settings: Settings { context.settings }

  /// A number of a rule for this class, as configured.
  func number(_ name: String, of rule: Rule) -> Int { settings.number(name, of: rule, for: mailClass) }

  /// The bodies that are shown as part of this message: each alternative, not attachments, not nested messages.
  var ownBodies: [Body] { reading.bodies.filter(\.isOwn) }
  /// The same with what stands in them.
  var ownScannedBodies: [ScannedBody] { words.bodies.filter(\.body.isOwn) }

  /// What a reader may be shown together; none where nothing is shown.
  var views: [ReaderView] { memo.views { ReaderView.all(in: self) } }

  /// The recipients outside of the organisation, distinct.
  var externalRecipients: [AddrSpec] { memo.externalRecipients { outsiders.distinct(recipients) } }

  /// Whom the destination fields show to whom.
  func visibleRecipients(in message: Message) -> VisibleRecipients {
    memo.visibleRecipients { VisibleRecipients(of: message, outsiders, recipients: recipients) }
  }

  /// Recipients whom tracking needs to ask first. A request for consent never tracks, whoever gets it.
  func withoutTrackingConsent(_ recipients: [AddrSpec]) -> [AddrSpec] {
    if mailClass == .consentRequest { return recipients }
    return recipients.filter { context.consent.state(of: $0, for: .tracking) != .granted }
  }

  /// Whether tracking cannot hurt anybody: all recipients are known and all have agreed.
  func allAgreedToTracking(_ recipients: [AddrSpec]) -> Bool {
    !recipients.isEmpty && withoutTrackingConsent(recipients).isEmpty
  }

  /// The place of octets of a body in the file or message as given.
  func place(of range: OctetRange, in body: Body) -> Place {
    guard let part = body.part, let message else { return Place(part: nil, octets: range) }
    return Place(part: message.parts[part].id, octets: message.source(of: range, in: body))
  }

  /// A field's octets as evidence.
  func text(of field: Field) -> String { message.map { Hit.evidence($0.octets[field.octets]) } ?? "" }

  /// The place of a field of the message's own header section.
  func place(of field: Field) -> Place { Place(part: message?.parts[0].id, octets: field.octets) }
}

/// What a check found, before the organisation's policy weighs it.
struct Hit {
  /// The name of the rule's message, and the values of its placeholders.
  let message: String
  var values: [String: String] = [:]
  let place: Place
  let evidence: String
  var signals: [String] = []
  var recipients: [AddrSpec] = []
  var remedy: Remedy?
  /// Whether a rewrite would mend it; a template has no remedy but its messages do.
  var isMendable = false
  /// Weak evidence: told as a note, and nothing is done about it.
  var isNote = false
  /// Told as a warning at most, and nothing is done about it: what is to be done only the author can know.
  var isAdvice = false
  /// Other places that explain it.
  var related: [RelatedPlace] = []
  /// Whether the same is missing in each version that a reader may see, as HTML and as plain text.
  var isInEveryVersion = false
  /// Whether it is missing in the HTML, while the plain text, which fewer read, has it.
  var isOnlyInText = false
}

/// Looks for the hits of one rule. Pure: no file, no clock, no network.
protocol Check: Sendable {
  func hits(in examination: Examination) -> [Hit]
  /// The hits, and where a template provides what the rule demands.
  func outcome(in examination: Examination) -> Outcome
}

extension Check {
  func outcome(in examination: Examination) -> Outcome { Outcome(hits: hits(in: examination)) }
}

extension Hit {
  /// Evidence is for the eye; a line of a terminal holds no more.
  static let maximumEvidence = 200

  /// Octets as evidence: printable, in one line, cut.
  static func evidence(_ octets: some Collection<UInt8>) -> String {
    var cut = Array(octets.prefix(maximumEvidence + 1))
    let isCut = cut.count > maximumEvidence
    if isCut {
      // Not within a character: what is cut off must not begin with a continuation octet.
      var next = cut.removeLast()
      while next & 0xC0 == 0x80, let last = cut.popLast() { next = last }
    }
    var shown: [UInt8] = []
    shown.reserveCapacity(cut.count)
    var index = 0
    while index < cut.count {
      let octet = cut[index]
      // U+0080 to U+009F are controls too.
      let isLongControl = octet == 0xC2 && index + 1 < cut.count && (0x80...0x9F).contains(cut[index + 1])
      index += isLongControl ? 2 : 1
      if !isLongControl, octet > 0x20, octet != 0x7F {
        shown.append(octet)
      } else if let last = shown.last, last != 0x20 {
        shown.append(0x20)
      }
    }
    if shown.last == 0x20 { shown.removeLast() }
    let text = String(decoding: shown, as: UTF8.self)
    return isCut ? text + "…" : text
  }
}
