import Linting
import MailSyntax
import Policy

/// The words of the text report, in one language.
struct ReportWords {
  let language: Language

  private func pick(_ english: String, _ german: String) -> String { language == .german ? german : english }

  var reads: String { pick("reads", "gelesen als") }
  var signals: String { pick("signals", "Anzeichen") }
  var concerns: String { pick("concerns", "betrifft") }
  var gateway: String { pick("gateway", "Gateway") }
  var mend: String { pick("mend", "Abhilfe") }
  var source: String { pick("source", "Quelle") }
  var mailClass: String { pick("class", "Klasse") }
  var because: String { pick("because", "weil") }

  func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: pick("error", "Fehler")
    case .warning: pick("warning", "Warnung")
    case .note: pick("note", "Hinweis")
    }
  }

  func continues(toLine line: Int) -> String { pick("continues to line \(line)", "reicht bis Zeile \(line)") }

  /// E.g. "6 recipients: a@x, b@y, c@z and 3 more".
  func recipients(_ addresses: [AddrSpec], shown: Int) -> String {
    let names = addresses.prefix(shown).map { TerminalText.safe($0.wireForm) }.joined(separator: ", ")
    let rest = addresses.count - shown
    let count = addresses.count == 1 ? pick("1 recipient", "1 Person") : pick("\(addresses.count) recipients", "\(addresses.count) Personen")
    return rest > 0 ? "\(count): \(names) \(pick("and \(rest) more", "und \(rest) weitere"))" : "\(count): \(names)"
  }

  /// What the gateway does about a finding.
  func action(of finding: Finding, kind: CheckResult.Kind) -> String {
    switch finding.action {
    case .off, .warn: pick("lets it pass with this notice", "lässt sie mit diesem Hinweis durch")
    case .rewrite: rewrite(finding.remedy)
    case .hold: pick("holds the message until a person decides", "hält die Nachricht an, bis ein Mensch entscheidet")
    case .reject: pick("rejects the message", "weist die Nachricht ab")
    }
  }

  private func rewrite(_ remedy: Remedy?) -> String {
    switch remedy {
    case .concealRecipients:
      pick(
        "rewrites it: To and Cc no longer show the recipients to each other; everybody still gets it",
        "schreibt sie um: An und Kopie zeigen die Empfänger einander nicht mehr; alle bekommen sie weiterhin")
    case .removeContent:
      pick(
        "rewrites it: this is taken out of the copies for those without consent",
        "schreibt sie um: das fehlt in den Kopien für alle ohne Einwilligung")
    case .removeField:
      pick(
        "rewrites it: the field is taken out of the copies for those without consent",
        "schreibt sie um: das Feld fehlt in den Kopien für alle ohne Einwilligung")
    case .addListUnsubscribe:
      pick("rewrites it: adds the configured List-Unsubscribe", "schreibt sie um: fügt das eingestellte List-Unsubscribe hinzu")
    case .appendReason:
      pick("rewrites it: appends the configured reason", "schreibt sie um: hängt den eingestellten Grund an")
    case nil: pick("rewrites it where it can", "schreibt sie um, wo es geht")
    }
  }

  /// The verdict on a whole message, with what it means for its recipients.
  func verdict(_ verdict: Verdict, kind: CheckResult.Kind) -> String {
    switch verdict {
    case .accept(let variants):
      if kind == .template { return templateVerdict(isRewritten: variants.contains { $0.isRewritten }) }
      return variants.contains { $0.isRewritten } ? rewritten(variants) : pick("goes out as it is", "geht unverändert hinaus")
    case .hold: return pick("is held until a person decides", "wird angehalten, bis ein Mensch entscheidet")
    case .reject: return pick("is rejected", "wird abgewiesen")
    case .tempfail(let reason):
      return pick("has to wait: ", "muss warten: ") + TerminalText.safe(reason)
    }
  }

  private func templateVerdict(isRewritten: Bool) -> String {
    isRewritten
      ? pick("messages made from it are rewritten", "Nachrichten daraus werden umgeschrieben")
      : pick("messages made from it go out as they are", "Nachrichten daraus gehen unverändert hinaus")
  }

  private func rewritten(_ variants: [Variant]) -> String {
    let all = variants.reduce(0) { $0 + $1.recipients.count }
    let changed = variants.reduce(0) { $0 + ($1.isRewritten ? $1.recipients.count : 0) }
    let copies = variants.count == 1 ? pick("1 version", "1 Fassung") : pick("\(variants.count) versions", "\(variants.count) Fassungen")
    return pick(
      "goes out rewritten, in \(copies); \(changed) of \(all) recipients get a changed one",
      "geht umgeschrieben hinaus, in \(copies); \(changed) von \(all) Empfängern bekommen eine geänderte")
  }

  func summary(_ summary: Summary) -> String {
    func count(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }
    let parts = [
      count(summary.files, pick("file", "Datei"), pick("files", "Dateien")),
      count(summary.errors, pick("error", "Fehler"), pick("errors", "Fehler")),
      count(summary.warnings, pick("warning", "Warnung"), pick("warnings", "Warnungen")),
      count(summary.notes, pick("note", "Hinweis"), pick("notes", "Hinweise")),
    ]
    let seconds = Decimal3.text(summary.durationSeconds, separator: pick(".", ","))
    return parts.joined(separator: ", ") + pick(" in \(seconds) s", " in \(seconds) s")
  }

  func hint(_ rule: RuleID) -> String {
    let command = "presend explain \(rule)"
    return pick(
      "`\(command)` says what a rule asks, on what ground, and how to mend it.",
      "`\(command)` sagt, was eine Regel verlangt, worauf sie beruht und wie es zu beheben ist.")
  }
}
