internal import ArgumentParser
internal import Configuration
internal import Gateway
internal import MailQueue
internal import MailSyntax

/// Which lines of the audit log are asked for.
struct AuditFilter: ParsableArguments {
  @Option(
    help: ArgumentHelp("Only what was recorded within this time: 24h, 7d.", valueName: "duration"),
    transform: Self.duration)
  var last: Int?
  @Option(help: ArgumentHelp("Only decisions with a finding of this rule.", valueName: "rule")) var rule: String?
  @Option(help: ArgumentHelp("Only messages from this address.", valueName: "address"), transform: Self.address)
  var from: AddrSpec?
  @Option(help: ArgumentHelp("Only messages to this address.", valueName: "address"), transform: Self.address)
  var to: AddrSpec?
  @Option(help: "Only what concerns this queue id.") var id: String?

  /// Reads the lines that are asked for, oldest first.
  func forEachLine(of queue: MailQueue, _ body: (ArraySlice<UInt8>) -> Void) throws {
    let log = AuditLog(of: queue)
    let key = try log.key()
    // What is asked for stands in a line as these octets and in no other way: presend wrote them.
    var wanted: [[UInt8]] = []
    if let rule { wanted.append(Array(#""rule":"\#(rule)""#.utf8)) }
    if let id { wanted.append(Array(#""id":"\#(try QueueOptions.id(id))""#.utf8)) }
    if let from { wanted.append(Array(#""sender":"\#(key?.hash(of: from) ?? "-")""#.utf8)) }
    if let to { wanted.append(Array(#""\#(key?.hash(of: to) ?? "-")""#.utf8)) }
    let people = Array(#""recipients":["#.utf8)
    try log.forEachLine(since: last.map { Timestamp.text(Host.now - $0) }) { line in
      guard wanted.allSatisfy({ line.contains($0) }) else { return }
      // The hash of --to could be the sender's.
      if to != nil, let place = line.firstRange(of: people)?.upperBound, !line[place...].contains(wanted.last!) {
        return
      }
      body(line)
    }
  }

  private static func duration(_ text: String) throws -> Int {
    guard let seconds = Quantity.seconds(text), seconds > 0 else {
      throw ValidationError("\(Terminal.quoted(text)) is no duration; write 24h or 7d")
    }
    return seconds
  }

  private static func address(_ text: String) throws -> AddrSpec {
    guard let address = AddrSpec(parsing: text), !address.domain.isEmpty else {
      throw ValidationError("\(Terminal.quoted(text)) is no address; write anna@kunde.example")
    }
    return address
  }
}
