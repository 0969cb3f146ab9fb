import Linting
import MailSyntax
import Policy
import Reporting

/// Rules, findings and results to report on, made without a linter.
enum Samples {
  static let openList = Rule(
    id: "recipients/open-list", check: .openList,
    severities: [.newsletter: .error, .transactional: .error, .personal: .warning],
    defaultAction: .rewrite, failureMode: .tempfail
  ) {
    Rule.Content(
      title: LocalText(english: "No open distribution list", german: "Kein offener Verteiler"),
      sources: [
        Source(
          kind: .law, citation: "Art. 5(1)(f) GDPR", germanCitation: "Art. 5 Abs. 1 lit. f DSGVO",
          says: LocalText(
            english: "Personal data are to be kept from those who have no business with them.",
            german: "Personenbezogene Daten sind vor denen zu schützen, die sie nichts angehen."),
          read: "2026-10-01"),
        Source(
          kind: .precedent, citation: "LfD Sachsen-Anhalt 2018",
          says: LocalText(
            english: "A man who wrote to up to 1,600 people in open lists paid for it.",
            german: "Ein Mann, der bis zu 1.600 Menschen in offenen Verteilern schrieb, zahlte dafür."),
          read: "2026-10-01", amount: "€ 2,628.50", date: "2018-12-05"),
      ],
      what: LocalText(
        english: "To and Cc together show the addresses of two or more people outside of your organisation.",
        german: "An und Kopie zeigen zusammen die Adressen von zwei oder mehr Menschen außerhalb Ihrer Organisation."),
      why: LocalText(
        english:
          "An address is personal data. Whoever receives the message learns it, with the fact that its owner knows you.",
        german: "Eine Adresse ist ein personenbezogenes Datum. Wer die Nachricht bekommt, erfährt sie."),
      mend: LocalText(
        english: "Put the recipients into Bcc, or send each of them a message of their own.",
        german: "Setzen Sie die Empfänger in Bcc, oder schreiben Sie jedem einzeln."),
      numbers: ["threshold": 2])
  }

  static let pixel = Rule(
    id: "tracking/pixel", check: .pixel, severities: [.newsletter: .error, .transactional: .warning],
    defaultAction: .rewrite, failureMode: .tempfail
  ) {
    Rule.Content(
      title: LocalText(english: "No picture that reports the opening", german: "Kein Bild, das die Öffnung meldet"),
      sources: [
        Source(
          kind: .law, citation: "§ 25(1) TDDDG", germanCitation: "§ 25 Abs. 1 TDDDG",
          says: LocalText(
            english: "Access to a device needs consent.", german: "Zugriff auf ein Gerät braucht Einwilligung."),
          read: "2026-10-02")
      ],
      what: LocalText(
        english: "A remote picture that tells the sender who opened.", german: "Ein Bild, das die Öffnung meldet."),
      why: LocalText(english: "Opening a letter is private.", german: "Einen Brief zu öffnen ist privat."),
      mend: LocalText(english: "Take the picture out.", german: "Nehmen Sie das Bild heraus."))
  }

  static let rules = [openList, pixel]

  static func addresses(_ texts: String...) -> [AddrSpec] { texts.compactMap(AddrSpec.init(parsing:)) }

  /// A finding on the first occurrence of `text` in `octets`.
  static func finding(
    _ rule: Rule, on text: String, in octets: [UInt8], severity: Severity = .error, action: Action = .rewrite,
    message: String, part: String? = "1", signals: [String] = [], recipients: [AddrSpec] = [],
    evidence: String? = nil, remedy: Remedy? = nil, language: Language = .english
  ) -> Finding {
    Finding(
      rule: rule.id, severity: severity, action: action, place: Place(part: part, octets: place(of: text, in: octets)),
      message: message, evidence: evidence ?? text, signals: signals, recipients: recipients,
      sources: rule.sources.filter { $0.kind != .precedent }.map { $0.citation(language) }, remedy: remedy)
  }

  static func place(of text: String, in octets: [UInt8]) -> OctetRange {
    let sought = Array(text.utf8)
    let start = octets.indices.first { octets[$0...].starts(with: sought) } ?? 0
    return start..<start + sought.count
  }

  static func result(
    _ path: String, _ octets: [UInt8], _ findings: [Finding], _ verdict: Verdict, kind: CheckResult.Kind = .message,
    mailClass: MailClass = .newsletter, evidence: [String] = ["List-Id"], obstacles: [String] = [],
    provisions: [Provision] = []
  ) -> CheckResult {
    CheckResult(
      path: path, kind: kind, octets: octets,
      judgement: Judgement(
        mailClass: ClassDecision(mailClass: mailClass, evidence: evidence), findings: findings, verdict: verdict,
        obstacles: obstacles, provisions: provisions))
  }

  /// A circular to four people with a pixel, CRLF line ends.
  static func circular(language: Language = .english) -> CheckResult {
    let octets = Array(
      """
      From: news@beispiel.test\r
      To: anna@kunde.test, bert@firma.test, Zoë <zoe@kunde.test>,\r
       dora@verein.test\r
      List-Id: <news.beispiel.test>\r
      Content-Type: text/html\r
      \r
      <p>Grüße!</p><img src="https://t.example/o.gif?u=1" width=1 height=1>\r

      """.utf8)
    let people = addresses("anna@kunde.test", "bert@firma.test", "zoe@kunde.test", "dora@verein.test")
    let german = language == .german
    let list = finding(
      openList, on: "anna@kunde.test, bert@firma.test, Zoë <zoe@kunde.test>,\r\n dora@verein.test", in: octets,
      message: german
        ? "4 Menschen sehen die Adressen der anderen; setzen Sie sie in Bcc"
        : "4 people see each other's addresses; put them into Bcc",
      recipients: people, remedy: .concealRecipients, language: language)
    let image = finding(
      pixel, on: "<img src=\"https://t.example/o.gif?u=1\" width=1 height=1>", in: octets,
      message: german
        ? "Dieses Bild meldet die Öffnung; nehmen Sie es heraus" : "this picture reports the opening; take it out",
      signals: ["1x1", "parameter u"], recipients: Array(people.dropFirst()),
      remedy: .removeContent(part: 0, ranges: []), language: language)
    let variants = [
      Variant(recipients: Array(people.prefix(1)), edits: [], isRewritten: true),
      Variant(recipients: Array(people.dropFirst()), edits: [], isRewritten: true),
    ]
    return result("rundbrief.eml", octets, [list, image], .accept(variants), evidence: ["List-Id", "4 recipients"])
  }

  /// A report on results, as the tests of all formats use it.
  static func report(_ results: [CheckResult], language: Language = .english) -> Report {
    Report(
      results: results, summary: Summary(of: results, durationSeconds: 0.0042), rules: rules, language: language,
      version: "1.2.3")
  }

  /// All that a report can hold: the circular, with related places; a template with a warning and a note on one line; a
  /// clean file; one that could not be read.
  static func everything(language: Language = .english) -> Report {
    let german = language == .german
    let circular = circular(language: language)
    let list = circular.judgement.findings[0]
    let related = [
      RelatedPlace(.here(place(of: "List-Id", in: circular.octets)), german ? "daran erkannt" : "told by this"),
      RelatedPlace(.elsewhere(path: "layouts/mail.html", line: 7), german ? "das Layout" : "the layout"),
    ]
    let explained = Finding(
      rule: list.rule, severity: list.severity, action: list.action, place: list.place, message: list.message,
      evidence: list.evidence, recipients: list.recipients, sources: list.sources, remedy: list.remedy, related: related
    )
    let octets = Array("<p>😀 ä</p>\n\t<img src=a><img src=a>\n".utf8)
    let source = place(of: "<img src=a>", in: octets)
    let (first, second) = (source, source.upperBound..<source.upperBound + source.count)
    let findings = [(first, Severity.warning), (second, .note)].map { octets, severity in
      Finding(
        rule: pixel.id, severity: severity, action: .warn, place: Place(part: nil, octets: octets),
        message: german ? "ein Bild; \"x\" & <y>" : "a picture; \"x\" & <y>", evidence: "<img src=a>",
        sources: ["§ 25(1) TDDDG"])
    }
    var report = report(
      [
        result(
          circular.path, circular.octets, [explained, circular.judgement.findings[1]], circular.judgement.verdict,
          evidence: circular.judgement.mailClass.evidence),
        result(
          "mail/b, 100%.html", octets, findings, .accept([]), kind: .template, mailClass: .transactional,
          provisions: [
            Provision(rule: openList.id, place: .here(first)),
            Provision(rule: pixel.id, place: .via(path: "layouts/mail.html", 3..<9), isConditional: true),
            Provision(rule: "reason/missing", place: .dynamic(second)),
          ]),
        result("clean.eml", octets, [], .accept([])).with(
          findings: [],
          ignoring: [
            IgnoredFinding(
              finding: findings[0], ground: .comment(reason: german ? "nur <Zier>" : "mere <ornament>")),
            IgnoredFinding(finding: findings[1], ground: .baseline),
          ]),
      ], language: language)
    report.problems = [german ? "weg.eml: Datei nicht gefunden" : "gone.eml: No such file or directory"]
    report.madeAt = "Sun, 22 Nov 2026 00:00:00 +0000"
    report.repositoryPath = { "repo/" + $0 }
    report.sketch = { result in
      result.kind == .message
        ? Sketch([
          .init(.field(name: "From", characters: 18), at: 0..<26),
          .init(.field(name: "To", characters: 76), at: 26..<112),
          .init(.text(characters: 6), at: 165..<180), .init(.unseen, at: 183..<240),
        ])
        : Sketch([
          .init(.text(characters: 3), at: 0..<15), .init(.picture(width: nil, height: nil), at: first),
          .init(.link(characters: 12), at: second),
        ])
    }
    return report
  }
}
