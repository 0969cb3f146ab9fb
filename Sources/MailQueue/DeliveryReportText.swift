internal import MailSyntax

/// What a delivery report says to a person, in the language of the entry; where that is not known, in English and
/// German.
struct DeliveryReportText {
  var report: DeliveryReport

  /// More recipients than this are counted, not listed.
  private static let maximumListed = 50

  var subject: String {
    let (english, german) = subjects
    return switch report.entry.language {
    case "en": english
    case "de": german
    default: english + " / " + german
    }
  }

  private var subjects: (english: String, german: String) {
    if report.isDoubleBounce {
      return ("Not delivered: a message without a sender", "Nicht zustellbar: eine Nachricht ohne Absender")
    }
    return switch report.kind {
    case .failed, .expired: ("Not delivered: your message", "Ihre Nachricht wurde nicht zugestellt")
    case .delayed: ("Delayed: your message", "Ihre Nachricht kommt =?utf-8?Q?sp=C3=A4ter_an?=")
    case .rejected, .lapsed: ("Not sent: your message", "Ihre Nachricht wurde nicht gesendet")
    case .relayed: ("Passed on: your message", "Ihre Nachricht wurde weitergegeben")
    }
  }

  var body: String {
    let lines =
      switch report.entry.language {
      case "en": english
      case "de": german
      default: english + ["", "--------", ""] + german
      }
    return (lines + [""]).joined(separator: "\n")
  }

  private var english: [String] {
    let opening =
      switch report.kind {
      case .failed: ["Your message could not be delivered to:"]
      case .expired:
        ["Your message could not be delivered. We tried for several days and have stopped trying:"]
      case .delayed:
        [
          "Your message is late. It has not reached these recipients yet; we keep trying, and you",
          "need not send it again:",
        ]
      case .rejected:
        [
          "Your message was held for a decision, and it was decided not to send it. Nobody has",
          "received it. These were its recipients:",
        ]
      case .lapsed:
        [
          "Your message was held for a decision, and nobody decided in time, so it is not sent. Nobody has",
          "received it. These were its recipients:",
        ]
      case .relayed:
        [
          "Your message was passed on to the next mail server for these recipients. That server does not report",
          "what becomes of it, so this is the last you will hear, unless it comes back:",
        ]
      }
    return Self.introduction(report.isDoubleBounce ? Self.noSender.english : []) + opening + [""]
      + recipients(said: "The answer was:", isGerman: false, more: "… and more:")
      + reasons("Why it was held, and what to change before you send it again:")
      + identification(subject: "Subject", id: "Queue id")
      + (report.kind == .failed || report.kind == .expired
        ? ["", "Recipients that are not listed here are not affected."] : [])
  }

  private var german: [String] {
    let opening =
      switch report.kind {
      case .failed: ["Ihre Nachricht konnte nicht zugestellt werden an:"]
      case .expired:
        ["Ihre Nachricht konnte nicht zugestellt werden. Nach mehreren Tagen wird es nicht weiter versucht:"]
      case .delayed:
        [
          "Ihre Nachricht verspätet sich. Diese Empfänger hat sie noch nicht erreicht; es wird weiter",
          "versucht, und Sie müssen sie nicht noch einmal senden:",
        ]
      case .rejected:
        [
          "Ihre Nachricht wurde zur Entscheidung angehalten, und es wurde entschieden, sie nicht zu senden.",
          "Niemand hat sie erhalten. Die Empfänger waren:",
        ]
      case .lapsed:
        [
          "Ihre Nachricht wurde zur Entscheidung angehalten, und niemand hat rechtzeitig entschieden; sie wird nicht gesendet.",
          "Niemand hat sie erhalten. Die Empfänger waren:",
        ]
      case .relayed:
        [
          "Ihre Nachricht wurde für diese Empfänger an den nächsten Mailserver weitergegeben. Er meldet nicht, was aus ihr",
          "wird; Sie hören also nichts weiter, es sei denn, sie kommt zurück:",
        ]
      }
    return Self.introduction(report.isDoubleBounce ? Self.noSender.german : []) + opening + [""]
      + recipients(said: "Die Antwort war:", isGerman: true, more: "… und weitere:")
      + reasons("Warum sie angehalten wurde und was vor dem nächsten Versuch zu ändern ist:")
      + identification(subject: "Betreff", id: "Kennung")
      + (report.kind == .failed || report.kind == .expired
        ? ["", "Empfänger, die hier nicht stehen, sind nicht betroffen."] : [])
  }

  private static let noSender = (
    english: [
      "The message below has no sender who could be told (it is itself a notice or an automatic answer), so you are,",
      "by queue: double-bounce in presend.yml. Its own text says what it was about.",
    ],
    german: [
      "Die Nachricht unten hat keinen Absender, dem es zu melden wäre (sie ist selbst eine Meldung oder automatische",
      "Antwort). Darum erfahren Sie es, nach queue: double-bounce in presend.yml. Worum es ging, sagt ihr eigener Text.",
    ]
  )

  private static func introduction(_ lines: [String]) -> [String] { lines.isEmpty ? [] : lines + [""] }

  private func recipients(said: String, isGerman: Bool, more: String) -> [String] {
    var lines: [String] = []
    for (address, reply) in report.recipients.prefix(Self.maximumListed) {
      lines.append("  " + address.wireForm)
      if let reply {
        let code = reply.code > 0 ? "\(reply.code) " : ""
        lines.append("    \(said) \(code)\(DeliveryReport.oneLine(reply.text))")
      }
      if ![.rejected, .lapsed, .relayed].contains(report.kind) {
        let meaning = StatusMeaning(status: report.status(for: reply), reply: reply)
        lines.append("    " + (isGerman ? meaning.german : meaning.english))
      }
    }
    let left = report.recipients.count - Self.maximumListed
    if left > 0 { lines.append("  \(more) \(left)") }
    return lines
  }

  private func reasons(_ heading: String) -> [String] {
    guard [.rejected, .lapsed].contains(report.kind), !report.entry.holdReasons.isEmpty else { return [] }
    return ["", heading, ""]
      + report.entry.holdReasons.map { "  \($0.rule): \(DeliveryReport.spaced($0.explanation))" }
  }

  private func identification(subject: String, id: String) -> [String] {
    let header = Message.parse(Array(DeliveryReport.headerSection(of: report.entry.original)))
    let text = header.fields(named: .subject).first.map { DeliveryReport.spaced(header.unstructured($0)) }
    return ["", "\(subject): \(text ?? "–")", "\(id): \(report.entry.id)"]
  }
}

extension DeliveryReport {
  /// Text of the message on one line.
  static func spaced(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }
}
