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
  var why: String { pick("Why", "Warum") }
  var mending: String { pick("How to mend it", "Wie es zu beheben ist") }
  var sources: String { pick("Sources", "Quellen") }
  var mailClass: String { pick("class", "Klasse") }
  var because: String { pick("because", "weil") }

  var met: String { pick("met", "erfüllt") }

  /// E.g. "unsubscribe/missing via layouts/mailer.html.erb:12, under a condition".
  func provision(_ provision: ReportedProvision) -> String {
    let place =
      provision.found == .here
      ? "\(provision.rule) \(pick("in line", "in Zeile")) \(provision.line)"
      : "\(provision.rule) \(pick("via", "durch")) \(TerminalText.safe(provision.path)):\(provision.line)"
    guard provision.isConditional else { return place }
    guard let condition = provision.condition else {
      return place + pick(", under a condition", ", unter einer Bedingung")
    }
    return place
      + pick(
        ", only if \(TerminalText.safe(condition.text)) (line \(condition.line))",
        ", nur wenn \(TerminalText.safe(condition.text)) (Zeile \(condition.line))")
  }

  var asFarAsKnown: String { pick(", as far as can be told", ", soweit es sich sagen lässt") }

  func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: pick("error", "Fehler")
    case .warning: pick("warning", "Warnung")
    case .note: pick("note", "Hinweis")
    }
  }

  func continues(toLine line: Int) -> String { pick("continues to line \(line)", "reicht bis Zeile \(line)") }

  func more(_ findings: Int) -> String {
    pick(
      "\(findings) more findings are not shown here; `--format json` has all of them",
      "\(findings) weitere Befunde stehen nicht hier; `--format json` nennt alle")
  }

  /// E.g. "6 recipients: a@x, b@y, c@z and 3 more".
  func recipients(_ addresses: [AddrSpec], shown: Int) -> String {
    let names = addresses.prefix(shown).map { TerminalText.safe($0.wireForm) }.joined(separator: ", ")
    let rest = addresses.count - shown
    let count =
      addresses.count == 1
      ? pick("1 recipient", "1 Person") : pick("\(addresses.count) recipients", "\(addresses.count) Personen")
    return rest > 0 ? "\(count): \(names) \(pick("and \(rest) more", "und \(rest) weitere"))" : "\(count): \(names)"
  }

  /// What the gateway does about a finding; where the verdict is another than to rewrite, what it would do.
  func action(of finding: Finding, under verdict: Verdict) -> String {
    switch finding.action {
    case .off, .warn: pick("lets the message pass, and says so", "lässt die Nachricht durch und meldet es")
    case .rewrite where verdict.word == "rewrite":
      pick("rewrites the message", "schreibt die Nachricht um") + mend(finding)
    case .rewrite: pick("would rewrite the message", "würde die Nachricht umschreiben") + mend(finding)
    case .hold: pick("holds the message until a person decides", "hält die Nachricht an, bis ein Mensch entscheidet")
    case .reject: pick("rejects the message", "weist die Nachricht ab")
    }
  }

  private func mend(_ finding: Finding) -> String {
    switch finding.remedy {
    case .concealRecipients:
      pick(
        ": To and Cc no longer show the recipients to each other; everybody still gets it",
        ": An und Kopie zeigen die Empfänger einander nicht mehr; alle bekommen sie weiterhin")
    case .ownAttendee:
      pick(
        ": each guest's copy of the invitation names that guest alone",
        ": die Einladung nennt in jeder Kopie nur den Gast, der sie bekommt")
    case .removeContent where finding.recipients.isEmpty: pick(": without this", ": ohne das hier")
    case .removeContent:
      pick(
        ": without this for all who have not agreed to it",
        ": ohne das hier für alle, die nicht eingewilligt haben")
    case .removeField where finding.recipients.isEmpty: pick(": without this field", ": ohne dieses Feld")
    case .removeField:
      pick(
        ": without this field for all who have not agreed to it",
        ": ohne dieses Feld für alle, die nicht eingewilligt haben")
    case .setField:
      pick(
        ": with this switched off for all who have not agreed to it",
        ": mit abgeschalteter Messung für alle, die nicht eingewilligt haben")
    case .addListUnsubscribe:
      pick(": with the configured List-Unsubscribe", ": mit dem eingestellten List-Unsubscribe")
    case .appendReason: pick(": with the configured reason at its end", ": mit dem eingestellten Grund am Ende")
    case nil: ""
    }
  }

  /// The verdict on a whole message, with what it means for its recipients.
  func verdict(_ verdict: Verdict, kind: CheckResult.Kind) -> String {
    switch verdict {
    case .accept(let variants):
      if kind == .template { return templateVerdict(isRewritten: variants.contains { $0.isRewritten }) }
      if variants.contains(where: \.isRewritten) { return rewritten(variants) }
      return pick("goes out as it is", "geht unverändert hinaus")
    case .hold where kind == .template:
      return pick(
        "messages made from it are held until a person decides",
        "Nachrichten daraus werden angehalten, bis ein Mensch entscheidet")
    case .reject where kind == .template:
      return pick("messages made from it are refused", "Nachrichten daraus werden abgewiesen")
    case .hold: return pick("stays here until a person decides", "bleibt hier, bis ein Mensch entscheidet")
    case .reject: return pick("goes back to its sender", "geht an den Absender zurück")
    case .tempfail(let reason):
      return pick("has to wait; ", "muss warten; ") + TerminalText.safe(reason)
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
    let copies =
      variants.count == 1
      ? pick("1 version", "1 Fassung") : pick("\(variants.count) versions", "\(variants.count) Fassungen")
    return pick(
      "goes out rewritten, in \(copies); \(changed) of \(all) recipients get a changed one",
      "geht umgeschrieben hinaus, in \(copies); \(changed) von \(all) Empfängern bekommen eine geänderte")
  }

  func summary(_ summary: Summary) -> String {
    func count(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }
    var parts = [
      count(summary.files, pick("file", "Datei"), pick("files", "Dateien")),
      count(summary.errors, pick("error", "Fehler"), pick("errors", "Fehler")),
      count(summary.warnings, pick("warning", "Warnung"), pick("warnings", "Warnungen")),
      count(summary.notes, pick("note", "Hinweis"), pick("notes", "Hinweise")),
    ]
    if summary.ignored > 0 { parts.append(pick("\(summary.ignored) ignored", "\(summary.ignored) übergangen")) }
    let seconds = Decimal3.text(summary.durationSeconds, separator: pick(".", ","))
    return parts.joined(separator: ", ") + pick(" in \(seconds) s", " in \(seconds) s")
  }

  func hint(_ rule: RuleID) -> String {
    let command = "presend explain \(TerminalText.safe(rule.description))"
    return pick(
      "`\(command)` says what a rule asks, on what ground, and how to mend it.",
      "`\(command)` sagt, was eine Regel verlangt, worauf sie beruht und wie es zu beheben ist.")
  }
}
