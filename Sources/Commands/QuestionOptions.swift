internal import ArgumentParser
internal import Gateway
internal import MailSyntax
internal import Policy

/// What is assumed of the mail that is checked: "what would happen to this newsletter for Anna, who has not agreed?"
struct QuestionOptions: ParsableArguments {
  @Option(name: .customLong("class"), help: "Judge as this class of mail, whatever the evidence.")
  var mailClass: MailClass?
  @Option(
    help: ArgumentHelp(
      "Judge as if it were sent to this address, whoever the fields name. May be given several times.",
      valueName: "address"),
    transform: Self.address)
  var to: [AddrSpec] = []
  @Option(
    help: ArgumentHelp(
      "What the people of --to have agreed to, such as tracking=granted or tracking=denied; otherwise the store is asked.",
      valueName: "purpose=state"),
    completion: .list(
      Purpose.allCases.flatMap { purpose in ConsentState.allCases.map { "\(purpose.rawValue)=\($0.rawValue)" } }),
    transform: Self.assumption)
  var consent: [ConsentAssumption] = []
  @Option(
    help: ArgumentHelp("The name of what comes on standard input: it tells template from message.", valueName: "name"))
  var stdinFilename: String?

  func validate() throws {
    guard consent.isEmpty || !to.isEmpty else {
      throw ValidationError("--consent says what somebody agreed to; say who with --to ADDRESS")
    }
  }

  var question: CheckQuestion {
    CheckQuestion(
      mailClass: mailClass, recipients: to, consent: Dictionary(consent.map { ($0.purpose, $0.state) }) { $1 })
  }

  private static func address(_ text: String) throws -> AddrSpec {
    guard let address = AddrSpec(parsing: text), !address.domain.isEmpty else {
      throw ValidationError("\(Terminal.quoted(text)) is no address; write anna@kunde.example")
    }
    return address
  }

  private static func assumption(_ text: String) throws -> ConsentAssumption {
    let pieces = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard pieces.count == 2, let purpose = Purpose(rawValue: pieces[0]), let state = ConsentState(rawValue: pieces[1])
    else {
      let purposes = Purpose.allCases.map(\.rawValue).joined(separator: ", ")
      let states = ConsentState.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("\(Terminal.quoted(text)) is none of \(purposes), then “=”, then one of \(states)")
    }
    return ConsentAssumption(purpose: purpose, state: state)
  }
}

/// One `--consent`.
struct ConsentAssumption: Hashable {
  let purpose: Purpose
  let state: ConsentState
}
