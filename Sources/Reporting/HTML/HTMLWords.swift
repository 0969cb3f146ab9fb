import Linting
import Policy

/// The words of the HTML report, in one language; a reader may never have seen presend.
struct HTMLWords {
  let language: Language
  var report: ReportWords { ReportWords(language: language) }

  private func pick(_ english: String, _ german: String) -> String { language == .german ? german : english }

  var title: String { pick("Report on outgoing mail", "Bericht über ausgehende Mails") }
  var skip: String { pick("Go to the files", "Zu den Dateien") }
  var clean: String { pick("without findings", "ohne Befund") }
  var byRule: String { pick("Findings by rule", "Befunde nach Regel") }
  var byFile: String { pick("Findings by file", "Befunde nach Datei") }
  var rule: String { pick("Rule", "Regel") }
  var weight: String { pick("Severity", "Gewicht") }
  var findings: String { pick("Findings", "Befunde") }
  var inFiles: String { pick("Files", "Dateien") }
  var explained: String { pick("The rules, explained", "Die Regeln, erklärt") }
  var what: String { pick("What it checks", "Was sie prüft") }
  var precedents: String { pick("It has happened", "Es ist vorgekommen") }
  var problems: String { pick("Could not be checked", "Nicht geprüft") }
  var show: String { pick("Show", "Zeigen") }
  var showAll: String { pick("all findings", "alle Befunde") }
  var showWarnings: String { pick("warnings and errors", "Warnungen und Fehler") }
  var showErrors: String { pick("errors only", "nur Fehler") }
  var whyAndMend: String { pick("why, and how to mend it", "warum, und wie es zu beheben ist") }
  var picture: String { pick("Where the findings stand in the mail", "Wo die Befunde in der Mail stehen") }

  var provisions: String { pick("What was looked for and found", "Was gesucht und gefunden wurde") }
  func here(line: Int) -> String { pick("ruled out by line \(line)", "ausgeschlossen durch Zeile \(line)") }
  func via(_ path: String) -> String { pick("ruled out by \(path)", "ausgeschlossen durch \(path)") }
  func perhaps(line: Int) -> String {
    pick(
      "perhaps ruled out by what line \(line) draws in",
      "vielleicht ausgeschlossen durch das, was Zeile \(line) einbindet")
  }
  var conditional: String { pick(", under a condition", ", unter einer Bedingung") }

  /// A field as clients in this language call it.
  func field(_ name: String) -> String {
    switch name {
    case "From": pick(name, "Von")
    case "To": pick(name, "An")
    case "Cc": pick(name, "Kopie")
    case "Subject": pick(name, "Betreff")
    default: name
    }
  }

  func finding(_ numbers: String) -> String { pick("Finding \(numbers)", "Befund \(numbers)") }
  func source(_ line: Int) -> String { pick("Source at line \(line)", "Quelltext bei Zeile \(line)") }
  func line(_ line: Int, column: Int) -> String {
    pick("line \(line), column \(column)", "Zeile \(line), Spalte \(column)")
  }
  func more(_ findings: Int) -> String {
    pick(
      "\(findings) more findings of this file are not shown.", "\(findings) weitere Befunde dieser Datei fehlen hier.")
  }

  func files(_ count: Int) -> String {
    count == 1 ? pick("file checked", "Datei geprüft") : pick("files checked", "Dateien geprüft")
  }
  func errors(_ count: Int) -> String { count == 1 ? pick("error", "Fehler") : pick("errors", "Fehler") }
  func warnings(_ count: Int) -> String { count == 1 ? pick("warning", "Warnung") : pick("warnings", "Warnungen") }
  func notes(_ count: Int) -> String { count == 1 ? pick("note", "Hinweis") : pick("notes", "Hinweise") }

  func count(_ count: Int, _ severity: Severity) -> String {
    switch severity {
    case .error: "\(count) \(errors(count))"
    case .warning: "\(count) \(warnings(count))"
    case .note: "\(count) \(notes(count))"
    }
  }

  func filesWith(_ severity: Severity) -> String {
    switch severity {
    case .error: pick("with errors", "mit Fehlern")
    case .warning: pick("with warnings", "mit Warnungen")
    case .note: pick("with notes", "mit Hinweisen")
    }
  }

  func cleanFiles(_ count: Int) -> String {
    count == 1
      ? pick("1 file without findings", "1 Datei ohne Befund")
      : pick("\(count) files without findings", "\(count) Dateien ohne Befund")
  }

  func ignored(_ count: Int) -> String {
    count == 1
      ? pick("1 finding ignored", "1 Befund übergangen")
      : pick("\(count) findings ignored", "\(count) Befunde übergangen")
  }

  func ground(_ ground: IgnoredFinding.Ground) -> String {
    switch ground {
    case .comment(let reason): pick("by a comment: \(reason)", "durch einen Kommentar: \(reason)")
    case .baseline: pick("known from before (baseline)", "von früher bekannt (Baseline)")
    }
  }

  /// The result in one sentence.
  func headline(_ summary: Summary, toMend: Int) -> String {
    switch (summary.files, toMend) {
    case (0, _): return pick("Nothing was checked", "Nichts wurde geprüft")
    case (_, 0) where summary.errors + summary.warnings + summary.notes == 0:
      return pick("Everything may go out", "Alles kann hinaus")
    case (_, 0): return pick("Nothing stands in the way", "Nichts steht im Weg")
    case (1, _): return pick("This mail needs work", "Diese Mail braucht Nacharbeit")
    default:
      return toMend == 1
        ? pick("1 of \(summary.files) mails needs work", "1 von \(summary.files) Mails braucht Nacharbeit")
        : pick(
          "\(toMend) of \(summary.files) mails need work", "\(toMend) von \(summary.files) Mails brauchen Nacharbeit")
    }
  }

  func lead(_ summary: Summary) -> String {
    if summary.files == 0 {
      return pick(
        "There was no message and no template to check.", "Es gab keine Nachricht und keine Vorlage zu prüfen.")
    }
    return pick(
      "presend read each message and template as its recipients’ mail programs would, and judged it by law, standards "
        + "and the rules of your organisation. Each finding below says where it stands, why it matters and how to mend "
        + "it.",
      "presend hat jede Nachricht und Vorlage so gelesen, wie es die Mailprogramme der Empfänger tun, und nach Recht, "
        + "Standards und den Regeln Ihrer Organisation beurteilt. Jeder Befund sagt, wo er steht, warum er zählt und "
        + "wie er zu beheben ist.")
  }

  /// The verdict on a file as a sentence.
  func verdict(of result: CheckResult) -> String {
    let clause = report.verdict(result.judgement.verdict, kind: result.kind)
    return clause.prefix(1).uppercased() + clause.dropFirst() + "."
  }

  func duration(_ summary: Summary) -> String {
    let seconds = Decimal3.text(summary.durationSeconds, separator: pick(".", ","))
    return pick("checked in \(seconds) s", "geprüft in \(seconds) s")
  }
}
