internal import Gateway
internal import MailQueue

/// Whether the log of decisions can be read, and ends where its head says.
enum AuditCheck {
  static func of(_ installation: Installation) -> [Diagnosis] {
    let path = installation.spoolPath + "/audit"
    if installation.spool == nil { return [] }
    if FileFacts.isHidden(path + "/head") { return [installation.hidden(.audit, path)] }
    do throws(QueueError) {
      return [judge(try AuditLog(of: installation.opened.queue).end(), path, installation)]
    } catch {
      return [
        installation.wrong(
          .audit, "\(path): \(error); nothing is sent before its decision is on record",
          "\(path): \(error); nichts wird versandt, bevor die Entscheidung verzeichnet ist",
          mend: ("mend rights or disk; see “spool” above", "Rechte oder Platte in Ordnung bringen; siehe oben „Spool“"))
      ]
    }
  }

  private static func judge(_ end: AuditLog.End, _ path: String, _ installation: Installation) -> Diagnosis {
    let mend = (
      english: "presend audit verify shows the places; keep the files and find out who had access",
      german: "presend audit verify zeigt die Stellen; die Dateien aufheben und klären, wer Zugriff hatte"
    )
    if end.hasLines, end.last == nil {
      return installation.wrong(
        .audit, "\(path): the last line is none of the log's", "\(path): die letzte Zeile ist keine des Protokolls",
        mend: mend)
    }
    if let head = end.head, head.number > end.last?.number ?? 0 {
      return installation.wrong(
        .audit,
        "\(path): the head knows \(head.number) lines, the last has number \(end.last?.number ?? 0): lines are missing",
        "\(path): der Kopf kennt \(head.number) Zeilen, die letzte hat Nummer \(end.last?.number ?? 0): es fehlen Zeilen",
        mend: mend)
    }
    guard let last = end.last, let recorded = end.recorded else {
      return installation.right(.audit, "nothing is on record yet", "noch ist nichts verzeichnet")
    }
    if end.head == last || end.head == nil || end.head!.number < last.number {
      return installation.right(
        .audit, "\(last.number) lines, the last of \(recorded)", "\(last.number) Zeilen, die letzte von \(recorded)")
    }
    return installation.wrong(
      .audit, "\(path): the last line is not the one that the head knows",
      "\(path): die letzte Zeile ist nicht die, die der Kopf kennt",
      mend: mend)
  }
}
