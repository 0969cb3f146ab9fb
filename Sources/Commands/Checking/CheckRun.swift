internal import Configuration
internal import Consent
internal import Gateway
internal import MailSyntax
internal import Policy
internal import Reporting

/// Checks many files on all cores, and tells what became of each in the order in which they were found.
///
/// Files are taken in windows: each window is read, the consent of all its recipients is looked up in one query, and
/// its messages and templates are judged; then it is handed on and forgotten. So memory is bounded by a window and by
/// what the receiver keeps, and the order does not depend on which thread was faster.
struct CheckRun: Sendable {
  let check: FileCheck
  let consent: any ConsentStore

  /// Enough that no core waits long for the last file of a window.
  private static let windowFiles = 256
  /// What a window holds at most, a single larger file aside.
  private static let windowOctets = 64 << 20

  init(check: FileCheck, consent: any ConsentStore) {
    self.check = check
    self.consent = consent
  }

  /// - Parameter path: where the configuration was read from; nil for the built-in one.
  init(configuration: Configuration, path: String?, language: Language, question: CheckQuestion) {
    let folder = path.map { path in path.lastIndex(of: "/").map { String(path[...$0]) } ?? "." }
    check = FileCheck(
      settings: configuration.settings, project: folder.map { FolderPath(folder: $0) }, language: language,
      question: question, graph: TemplateGraph(configuration.templates),
      trackerLists: TrackerLists(paths: configuration.trackerLists))
    consent = consentStore(of: configuration)
  }

  /// Judges one message or template by itself.
  func result(of unit: FileCheck.Unit) -> CheckResult { check.result(of: unit, consent: answers(for: [unit])) }

  /// - Parameter receive: called for each file, in order, on the caller's thread.
  func outcomes(of files: [FoundFile], receive: (FileOutcome) -> Void) {
    check.graph.note(files.map(\.path))
    var rest = files[...]
    while !rest.isEmpty {
      let window = Self.window(of: rest)
      rest = rest[window.endIndex...]
      for outcome in outcomes(ofWindow: Array(window)) { receive(outcome) }
    }
  }

  private static func window(of files: ArraySlice<FoundFile>) -> ArraySlice<FoundFile> {
    var octets = 0
    let end = files.prefix(windowFiles).dropFirst().firstIndex { file in
      octets += file.size
      return octets > windowOctets
    }
    return end.map { files[..<$0] } ?? files.prefix(windowFiles)
  }

  private func outcomes(ofWindow files: [FoundFile]) -> [FileOutcome] {
    let loaded = ConcurrentMap.results(of: files) { check.load($0) }
    let units = loaded.flatMap(\.subjects)
    let answers = answers(for: units)
    let judged = ConcurrentMap.results(of: units) { check.result(of: $0, consent: answers) }
    var results = secondLook(at: judged, of: units, consent: answers)[...]
    return loaded.map { file in
      defer { results = results.dropFirst(file.subjects.count) }
      return FileOutcome(
        file: file.file, units: file.subjects, results: Array(results.prefix(file.subjects.count)),
        problem: file.problem, declined: file.declined)
    }
  }

  /// One query for the whole window; none where no store is configured.
  private func answers(for units: [FileCheck.Unit]) -> ConsentAnswers {
    if let assumed = check.question.answers { return assumed }
    if consent is NoConsentStore { return ConsentAnswers(states: [:]) }
    return consent.answers(for: ConcurrentMap.results(of: units, check.people).flatMap(\.self))
  }

  /// The results of a window with those judged again that turned out to be copies of one mailing: how copies differ
  /// shows only once others were seen. Copies of earlier windows count, those of later ones are not known yet.
  private func secondLook(
    at results: [CheckResult], of units: [FileCheck.Unit], consent: ConsentAnswers
  ) -> [CheckResult] {
    let comparisons = check.copies.comparisons(inOrderOf: units.map(\.path))
    guard !comparisons.isEmpty else { return results }
    return ConcurrentMap.results(of: Array(zip(results, units))) { result, unit in
      comparisons[unit.path].map { check.result(of: unit, consent: consent, copies: $0) } ?? result
    }
  }
}
