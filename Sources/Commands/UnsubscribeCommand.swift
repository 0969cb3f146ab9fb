internal import ArgumentParser
internal import Configuration
internal import Consent
internal import ConsentKeeping
internal import Gateway
internal import MailSyntax

/// `presend unsubscribe`: whose token this is.
struct UnsubscribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unsubscribe",
    abstract: "Find out whose List-Unsubscribe token it is.",
    discussion: """
      With {token} in organisation.list-unsubscribe each recipient of a newsletter gets an address of their own to leave by. \
      The token in it holds no address: only the key in the queue's folder (unsubscribe/key) leads from one to the other. Keep a \
      copy of that file; without it no token can be told any more.

      Exit status: 0 found, 1 nobody known has this token, 2 the key, the store or the configuration cannot be used.
      """,
    subcommands: [UnsubscribeFindCommand.self, UnsubscribeTokenCommand.self])
}

extension UnsubscribeTokens {
  /// Those of the installation that a configuration describes.
  fileprivate static func load(_ options: ConfigurationOptions, makesKey: Bool = false) throws -> UnsubscribeTokens {
    let (configuration, _) = try ConfigurationLoader.load(explicit: options.config, purpose: .submission)
    guard let tokens = UnsubscribeTokens(queueDirectory: configuration.queueDirectory, makesKey: makesKey) else {
      throw ConsentError(
        .missing,
        "there is no key at \(UnsubscribeTokens.keyPath(in: configuration.queueDirectory)), or it cannot be read",
        mend: "ask as a user who may read the queue; the key is made with the first token")
    }
    return tokens
  }
}

/// `presend unsubscribe find`
struct UnsubscribeFindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find", abstract: "Print the address and the list of a token, as two columns with a tab between.",
    discussion: """
      Every address in the consent store is tried, with every list that got tokens. A web handler calls this with what its \
      caller sent, and then presend consent withdraw.
      """)

  @Argument(help: ArgumentHelp("What stands in place of {token}.", valueName: "token"))
  var token: String
  @Option(
    help: ArgumentHelp(
      "Try this list alone: a List-Id, or the author's address of mail without one.", valueName: "list"))
  var list: [String] = []
  @OptionGroup var store: ConsentStoreOptions

  func run() throws {
    try ConsentFailure.reporting {
      let tokens = try UnsubscribeTokens.load(store.configuration)
      let ledger = try ConsentLedger.open(readingFrom: try store.path())
      let candidates = list.isEmpty ? tokens.lists : list.map { $0.lowercased() }
      guard let (address, list) = try Self.find(token, tokens, candidates, in: ledger) else {
        throw ConsentError(
          .request, "nobody in the consent store has this token",
          mend: "the person may have been erased, or is not in the store; with --list LIST name the list if it is not known here")
      }
      Terminal.print("\(Terminal.safe(address.wireForm))\t\(Terminal.safe(list))")
    }
  }

  /// - Complexity: O(people × lists); a million codes take about a second.
  static func find(
    _ token: String, _ tokens: UnsubscribeTokens, _ lists: [String], in ledger: ConsentLedger
  ) throws -> (AddrSpec, String)? {
    var tried: Set<String> = []
    var found: (AddrSpec, String)?
    try ledger.forEachEvent { event in
      guard found == nil, tried.insert(event.address.comparisonKey).inserted else { return }
      // Which of them it is depends on a secret of the caller's alone, so the time to compare tells nothing new.
      if let list = lists.first(where: { tokens.token(for: event.address, list: $0) == token }) {
        found = (event.address, list)
      }
    }
    return found
  }
}

/// `presend unsubscribe token`
struct UnsubscribeTokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Print somebody's token, to try a web handler or to fill its own table.",
    discussion: "Makes the key where there is none.")

  @Argument(help: ArgumentHelp("Whose.", valueName: "address"))
  var address: String
  @Option(
    help: ArgumentHelp("Of which list: its List-Id, or the author's address of mail without one.", valueName: "list"))
  var list: String
  @OptionGroup var configuration: ConfigurationOptions

  func run() throws {
    try ConsentFailure.reporting {
      let tokens = try UnsubscribeTokens.load(configuration, makesKey: true)
      Terminal.print(tokens.token(for: try ConsentFailure.address(address), list: list.lowercased()))
    }
  }
}
