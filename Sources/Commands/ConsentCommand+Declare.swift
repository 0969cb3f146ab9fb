internal import ArgumentParser
internal import Consent
internal import ConsentKeeping
internal import Gateway
internal import MailSyntax
internal import Policy

/// What the three ways to declare have in common.
struct ConsentDeclarationOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Whose declaration it is.", valueName: "address"))
  var addresses: [String]
  @Option(help: "When it was declared, like 2026-05-01T09:30:00Z; without it now.")
  var at: String?
  @Option(help: "What it rests on: double-opt-in, written-form, order 4711 …")
  var basis: String?
  @Option(help: "Where it came from: a form's URL, a card, a call …")
  var source: String?
  @Option(help: "Anything else that should be known later.")
  var note: String?
  @Option(help: "A digest of the proof that is kept elsewhere.")
  var proof: String?
  @OptionGroup var store: ConsentStoreOptions

  /// Records for all addresses, and says what counts.
  func record(_ state: ConsentState, purposes: [Purpose]) throws {
    try ConsentFailure.reporting {
      let declarations = try addresses.map { text in
        var declaration = ConsentLedger.Declaration(
          address: try ConsentFailure.address(text), purposes: purposes, state: state)
        declaration.at = try time()
        declaration.basis = basis ?? ""
        declaration.source = source ?? ""
        declaration.note = note ?? ""
        declaration.proof = proof ?? ""
        return declaration
      }
      let ledger = try ConsentLedger.open(writingTo: try store.path())
      for recorded in try ledger.record(declarations, now: .now()) { Terminal.print(Self.line(recorded)) }
    }
  }

  private func time() throws(ConsentError) -> UTCTime? {
    guard let at else { return nil }
    guard let time = UTCTime(parsing: at) else {
      throw ConsentError(
        .request, "\(Terminal.quoted(at)) is no time with its offset from UTC",
        mend: "write it like 2026-05-01T09:30:00Z")
    }
    return time
  }

  private static func line(_ recorded: ConsentLedger.Recorded) -> String {
    let (event, counts) = (recorded.event, recorded.counts)
    let said = "\(event.address.wireForm): \(event.purpose.rawValue) \(event.state.rawValue) at \(event.at)"
    guard counts.state != event.state else { return said }
    guard event.state != .requested else { return said + "; recorded, and \(counts.state.rawValue) still counts" }
    return said + "; recorded, but \(counts.state.rawValue) at \(counts.at) is later and counts"
  }
}

/// `presend consent grant`
struct ConsentGrantCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant", abstract: "Record that people agreed. Needs a basis: Art. 7(1) GDPR asks for a proof.")

  @Option(help: "What they agreed to: mail, tracking, disclosure or storage; may be given several times.")
  var purpose: [Purpose]
  @OptionGroup var declaration: ConsentDeclarationOptions

  func validate() throws {
    if purpose.isEmpty {
      throw ValidationError("Say what they agreed to: --purpose mail, tracking, disclosure or storage.")
    }
  }

  func run() throws { try declaration.record(.granted, purposes: purpose.uniqued) }
}

/// `presend consent request`
struct ConsentRequestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Record that somebody gave an address and was sent a link to confirm it (double opt-in). No consent yet.")

  @Option(help: "What they will have agreed to: mail, tracking, disclosure or storage; may be given several times.")
  var purpose: [Purpose]
  @OptionGroup var declaration: ConsentDeclarationOptions

  func validate() throws {
    if purpose.isEmpty {
      throw ValidationError("Say what they are to confirm: --purpose mail, tracking, disclosure or storage.")
    }
  }

  func run() throws { try declaration.record(.requested, purposes: purpose.uniqued) }
}

/// `presend consent deny`
struct ConsentDenyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deny", abstract: "Record that people were asked and refused.")

  @Option(help: "What they refused; may be given several times. Without it everything.")
  var purpose: [Purpose] = []
  @OptionGroup var declaration: ConsentDeclarationOptions

  func run() throws {
    try declaration.record(.denied, purposes: purpose.isEmpty ? Purpose.allCases : purpose.uniqued)
  }
}

/// `presend consent withdraw`
struct ConsentWithdrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "Record that people took their consent back. As easy as granting: Art. 7(3) GDPR.")

  @Option(help: "What they withdrew; may be given several times. Without it everything.")
  var purpose: [Purpose] = []
  @OptionGroup var declaration: ConsentDeclarationOptions

  func run() throws {
    try declaration.record(.withdrawn, purposes: purpose.isEmpty ? Purpose.allCases : purpose.uniqued)
  }
}

extension [Purpose] {
  /// Each once, in the order given.
  fileprivate var uniqued: [Purpose] {
    var seen: Set<Purpose> = []
    return filter { seen.insert($0).inserted }
  }
}
