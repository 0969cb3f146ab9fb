internal import ArgumentParser
internal import Consent
internal import ConsentKeeping
internal import Gateway
internal import MailSyntax
internal import Policy

/// `presend consent show`
struct ConsentShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what people agreed to, and all that they ever declared.")

  @Argument(help: ArgumentHelp("Whom to show.", valueName: "address"))
  var addresses: [String]
  @OptionGroup var store: ConsentStoreOptions

  func run() throws {
    try ConsentFailure.reporting {
      let people = try addresses.map(ConsentFailure.address)
      let ledger = try ConsentLedger.open(readingFrom: try store.path())
      for address in people {
        Terminal.print(Self.text(of: address, history: try ledger.history(of: address)).joined(separator: "\n"))
      }
    }
  }

  /// The state per purpose, then the history, oldest first.
  static func text(of address: AddrSpec, history: [ConsentEvent]) -> [String] {
    var lines = [printable(address.wireForm)]
    for purpose in Purpose.allCases {
      let latest = history.last { $0.purpose == purpose }
      let since = latest.map { " since \($0.at)" } ?? ", which means no"
      lines.append("  \(padded(purpose.rawValue, 10))  \((latest?.state ?? .unknown).rawValue)\(since)")
    }
    guard !history.isEmpty else { return lines + ["  nothing was ever declared"] }
    lines.append("  declared:")
    for event in history {
      var line = "    \(event.at)  \(padded(event.purpose.rawValue, 10))  \(padded(event.state.rawValue, 9))"
      for (name, text) in [
        ("basis", event.basis), ("source", event.source), ("note", event.note), ("proof", event.proof),
      ] where !text.isEmpty {
        line += "  \(name): \(printable(text))"
      }
      lines.append(line)
    }
    return lines
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// Notes came from forms and files of others: no control character of theirs reaches the terminal.
  private static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
