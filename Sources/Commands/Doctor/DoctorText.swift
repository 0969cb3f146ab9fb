internal import Gateway
internal import Policy
internal import Reporting

/// What `presend doctor` found, for people and for programs.
struct DoctorText {
  let language: Language

  func text(_ diagnoses: [Diagnosis]) -> String {
    let states = diagnoses.map { word($0.state) }
    let width = (states.map(\.count).max() ?? 0) + 2
    let subjects = (Diagnosis.Subject.allCases.map { word($0).count }.max() ?? 0) + 2
    let lines = diagnoses.flatMap { diagnosis in
      let head = padded(word(diagnosis.state), width) + padded(word(diagnosis.subject), subjects)
      let indent = String(repeating: " ", count: width + subjects)
      return [head + Terminal.safe(diagnosis.text)]
        + (diagnosis.mend.map { [indent + (language == .german ? "Abhilfe: " : "mend: ") + Terminal.safe($0)] } ?? [])
    }
    return (lines + ["", summary(diagnoses)]).joined(separator: "\n")
  }

  /// `{"version":1,"checks":[{"check","state","text","mend"}],"summary":{"errors","warnings","unknown"}}`
  static func json(_ diagnoses: [Diagnosis]) -> JSONValue {
    func count(_ state: Diagnosis.State) -> JSONValue { .integer(diagnoses.count { $0.state == state }) }
    return .object([
      ("version", .integer(1)),
      (
        "checks",
        .array(
          diagnoses.map {
            .object([
              ("check", .string($0.subject.rawValue)), ("state", .string($0.state.rawValue)),
              ("text", .string($0.text)),
              ("mend", .optional($0.mend)),
            ])
          })
      ),
      ("summary", .object([("errors", count(.error)), ("warnings", count(.warning)), ("unknown", count(.unknown))])),
    ])
  }

  private func summary(_ diagnoses: [Diagnosis]) -> String {
    let (errors, warnings) = (diagnoses.count { $0.state == .error }, diagnoses.count { $0.state == .warning })
    let unknown = diagnoses.count { $0.state == .unknown }
    if errors + warnings + unknown == 0 { return language == .german ? "Alles in Ordnung." : "All is right." }
    return language == .german
      ? "Fehler: \(errors), Warnungen: \(warnings), nicht zu prüfen: \(unknown)."
      : "Errors: \(errors), warnings: \(warnings), not to be looked at: \(unknown)."
  }

  private func padded(_ word: String, _ width: Int) -> String {
    word + String(repeating: " ", count: max(width - word.count, 1))
  }

  private func word(_ state: Diagnosis.State) -> String {
    switch (state, language) {
    case (.right, .german): "gut"
    case (.warning, .german): "Warnung"
    case (.error, .german): "Fehler"
    case (.unknown, .german): "unklar"
    case (_, .english): state.rawValue
    }
  }

  private func word(_ subject: Diagnosis.Subject) -> String {
    guard language == .german else { return subject.rawValue }
    return switch subject {
    case .configuration: "Konfiguration"
    case .programs: "Programme"
    case .sendmail: "sendmail"
    case .spool: "Spool"
    case .room: "Platz"
    case .secrets: "Zugangsdaten"
    case .smarthost: "Smarthost"
    case .consent: "Einwilligungen"
    case .keys: "Schlüssel"
    case .relay: "Versand"
    case .queue: "Warteschlange"
    case .held: "angehalten"
    case .failed: "gescheitert"
    case .audit: "Protokoll"
    case .clock: "Uhr"
    }
  }
}
