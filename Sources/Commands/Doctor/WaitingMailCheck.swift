internal import Configuration
internal import Gateway
internal import MailQueue

/// How much waits, for the smarthost and for people, and for how long.
enum WaitingMailCheck {
  /// After this a sender is told that the mail is late (docs/queue.md, “Attempts”). In seconds.
  private static let late = 4 * 3_600
  /// So long before held mail goes back by itself somebody should decide. In seconds.
  private static let lastDay = 24 * 3_600

  static func of(_ installation: Installation) -> [Diagnosis] {
    guard installation.spool != nil else { return [] }
    do throws(QueueError) {
      let queue = installation.opened.queue
      return [
        waiting(try queue.ids(in: .queue), installation), held(try queue.ids(in: .held), installation),
        failed(try queue.ids(in: .failed).count, installation),
      ]
    } catch {
      return [installation.hidden(.queue, installation.spoolPath)]
    }
  }

  private static func waiting(_ ids: [QueueID], _ installation: Installation) -> Diagnosis {
    guard let oldest = ids.first else {
      return installation.right(.queue, "nothing waits for the smarthost", "nichts wartet auf den Smarthost")
    }
    let age = installation.now - oldest.arrival
    let span = ElapsedTime.text(seconds: age)
    let code = (try? installation.opened.queue.listing(oldest, in: .queue))?.delivery.lastReply?.code ?? 0
    let reply =
      code > 0
      ? installation.pick("; the last reply to it was \(code)", "; die letzte Antwort darauf war \(code)") : ""
    let english = "\(CountedNoun.text(ids.count, "message")) for the smarthost, the oldest for \(span)\(reply)"
    let german = "\(messages(ids.count)) für den Smarthost, am längsten wartet eine seit \(span)\(reply)"
    if age < late { return installation.right(.queue, english, german) }
    return installation.warning(
      .queue, english, german,
      mend: (
        "presend queue list says why; presend queue run tries all now",
        "presend queue list sagt, warum; presend queue run versucht alle jetzt"
      ))
  }

  private static func held(_ ids: [QueueID], _ installation: Installation) -> Diagnosis {
    guard let oldest = ids.first else {
      return installation.right(
        .held, "nothing waits for a person's decision", "nichts wartet auf die Entscheidung eines Menschen")
    }
    let age = ElapsedTime.text(seconds: installation.now - oldest.arrival)
    let expiry = (try? installation.opened.queue.listing(oldest, in: .held))?.entry.expiry
    let english = "\(CountedNoun.text(ids.count, "message")) held, the oldest for \(age)"
    let german = "\(messages(ids.count)) angehalten, am längsten eine seit \(age)"
    if let expiry, expiry - installation.now < lastDay {
      return installation.warning(
        .held, english + ", which goes back within a day", german + ", die binnen eines Tages zurückgeht",
        mend: (
          "presend held list, then show and release or reject", "presend held list, dann show und release oder reject"
        ))
    }
    if installation.configuration.held.approver == nil {
      return installation.warning(
        .held, english + "; nobody is told that they wait", german + "; niemand erfährt, dass sie warten",
        mend: ("presend held list; set held.approver", "presend held list; held.approver setzen"))
    }
    return installation.right(.held, english, german)
  }

  private static func failed(_ count: Int, _ installation: Installation) -> Diagnosis {
    if count == 0 {
      return installation.right(
        .failed, "nothing is left that could be neither delivered nor reported",
        "nichts liegt da, was weder zustellbar noch zu melden war")
    }
    return installation.warning(
      .failed, "\(CountedNoun.text(count, "message")) could be neither delivered nor reported to a sender",
      "\(messages(count)) weder zustellbar noch an jemanden zu melden",
      mend: ("presend queue list shows them; presend queue retry ID or remove ID settles each",
             "presend queue list zeigt sie; presend queue retry ID oder remove ID erledigt jede"))
  }

  private static func messages(_ count: Int) -> String { count == 1 ? "1 Nachricht" : "\(count) Nachrichten" }
}
