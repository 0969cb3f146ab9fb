import MailQueue
import Testing

@testable import Relay

/// The dialogue as a list of replies, without a network.
struct TransactionTests {
  private static let commands = EnvelopeCommands(
    mail: Array("M\r\n".utf8), recipients: ["1", "2", "3"].map { Array("R\($0)\r\n".utf8) })

  /// Plays replies against a transaction.
  /// - Returns: all that was written, with "(message)" for the message and its dot.
  private func play(
    _ replies: [(Int, String)], pipelining: Bool, resetFirst: Bool = false
  ) -> (written: String, transaction: Transaction) {
    var transaction = Transaction(Self.commands, pipelining: pipelining, resetFirst: resetFirst)
    var written = ""
    var step = transaction.start()
    var rest = replies[...]
    while step != .finished {
      switch step {
      case .write(let octets): written += String(decoding: octets, as: UTF8.self).replacing("\r\n", with: " ")
      case .writeMessage: written += "(message) "
      case .read, .finished: break
      }
      guard let (code, text) = rest.popFirst() else {
        transaction.lose(ConnectionLost(reason: "lost"), mayHaveEnded: step == .writeMessage)
        break
      }
      step = transaction.receive(Reply(code: code, text: text))
    }
    #expect(rest.isEmpty, "the transaction ended before \(rest)")
    return (written, transaction)
  }

  private func words(_ transaction: Transaction) -> [String] {
    transaction.outcomes.map { outcome in
      switch outcome {
      case .sent(let reply): "sent \(reply.code)"
      case .deferred(let reply): "deferred \(reply.code)"
      case .failed(let reply): "failed \(reply.code)"
      case .inDoubt: "in doubt"
      case .unreached(let reply): "unreached \(reply.code)"
      }
    }
  }

  struct Dialogue: Sendable, CustomTestStringConvertible {
    var name: String
    var replies: [Int]
    var outcomes: [String]
    var pipelined: String
    /// What is written without pipelining, and the replies where they are fewer.
    var stepwise: String
    var stepwiseReplies: [Int]?
    var needsReset = false
    var isUsable = true
    var testDescription: String { name }
  }

  private static let all = "M R1 R2 R3 DATA "

  static let dialogues: [Dialogue] = [
    Dialogue(
      name: "all well", replies: [250, 250, 250, 250, 354, 250], outcomes: ["sent 250", "sent 250", "sent 250"],
      pipelined: all + "(message) ", stepwise: all + "(message) "),
    Dialogue(
      name: "252 after the dot", replies: [250, 250, 250, 250, 354, 252],
      outcomes: ["sent 252", "sent 252", "sent 252"],
      pipelined: all + "(message) ", stepwise: all + "(message) "),
    Dialogue(
      name: "one refused, one later", replies: [250, 550, 450, 250, 354, 250],
      outcomes: ["failed 550", "deferred 450", "sent 250"], pipelined: all + "(message) ",
      stepwise: all + "(message) "),
    Dialogue(
      name: "552 at RCPT is too many recipients", replies: [250, 250, 552, 452, 354, 250],
      outcomes: ["sent 250", "deferred 552", "deferred 452"], pipelined: all + "(message) ",
      stepwise: all + "(message) "),
    Dialogue(
      name: "all refused, DATA too", replies: [250, 550, 551, 450, 554],
      outcomes: ["failed 550", "failed 551", "deferred 450"], pipelined: all, stepwise: "M R1 R2 R3 ",
      stepwiseReplies: [250, 550, 551, 450], needsReset: true),
    Dialogue(
      name: "all refused, DATA opened", replies: [250, 550, 550, 550, 354, 250],
      outcomes: ["failed 550", "failed 550", "failed 550"], pipelined: all + ". ", stepwise: "M R1 R2 R3 ",
      stepwiseReplies: [250, 550, 550, 550], needsReset: false),
    Dialogue(
      name: "MAIL refused", replies: [550, 503, 503, 503, 503], outcomes: ["failed 550", "failed 550", "failed 550"],
      pipelined: all, stepwise: "M ", stepwiseReplies: [550]),
    Dialogue(
      name: "MAIL refused for now", replies: [451, 503, 503, 503, 503],
      outcomes: ["deferred 451", "deferred 451", "deferred 451"], pipelined: all, stepwise: "M ", stepwiseReplies: [451]
    ),
    Dialogue(
      name: "authentication required", replies: [530, 503, 503, 503, 503],
      outcomes: ["unreached 530", "unreached 530", "unreached 530"], pipelined: all, stepwise: "M ",
      stepwiseReplies: [530]),
    Dialogue(
      name: "a server that confuses the order", replies: [503, 503, 503, 503, 503],
      outcomes: ["deferred 503", "deferred 503", "deferred 503"], pipelined: all, stepwise: "M ", stepwiseReplies: [503]
    ),
    Dialogue(
      name: "DATA refused", replies: [250, 250, 550, 250, 451],
      outcomes: ["deferred 451", "failed 550", "deferred 451"], pipelined: all, stepwise: all, needsReset: true),
    Dialogue(
      name: "4xx after the dot", replies: [250, 250, 250, 550, 354, 451],
      outcomes: ["deferred 451", "deferred 451", "failed 550"], pipelined: all + "(message) ",
      stepwise: all + "(message) "),
    Dialogue(
      name: "552 after the dot", replies: [250, 250, 250, 250, 354, 552],
      outcomes: ["failed 552", "failed 552", "failed 552"], pipelined: all + "(message) ",
      stepwise: all + "(message) "),
    Dialogue(
      name: "421 at MAIL", replies: [421], outcomes: ["unreached 421", "unreached 421", "unreached 421"],
      pipelined: all, stepwise: "M ", isUsable: false),
    Dialogue(
      name: "421 at RCPT", replies: [250, 550, 421], outcomes: ["failed 550", "deferred 421", "deferred 421"],
      pipelined: all, stepwise: "M R1 R2 ", needsReset: true, isUsable: false),
    Dialogue(
      name: "421 after the dot", replies: [250, 250, 250, 250, 354, 421],
      outcomes: ["deferred 421", "deferred 421", "deferred 421"], pipelined: all + "(message) ",
      stepwise: all + "(message) ", needsReset: true, isUsable: false),
    Dialogue(
      name: "lost before DATA's answer", replies: [250, 550, 250, 250],
      outcomes: ["failed 550", "deferred 0", "deferred 0"], pipelined: all, stepwise: all, needsReset: true,
      isUsable: false),
    Dialogue(
      name: "lost after the dot", replies: [250, 550, 250, 250, 354], outcomes: ["failed 550", "in doubt", "in doubt"],
      pipelined: all + "(message) ", stepwise: all + "(message) ", needsReset: true, isUsable: false),
  ]

  @Test(arguments: dialogues)
  func pipelined(dialogue: Dialogue) {
    let (written, transaction) = play(dialogue.replies.map { ($0, "") }, pipelining: true)
    #expect(written == dialogue.pipelined)
    #expect(words(transaction) == dialogue.outcomes)
    #expect(transaction.isConnectionUsable == dialogue.isUsable)
    if dialogue.isUsable { #expect(transaction.needsReset == dialogue.needsReset) }
  }

  @Test(arguments: dialogues)
  func stepwise(dialogue: Dialogue) {
    let replies = dialogue.stepwiseReplies ?? dialogue.replies
    let (written, transaction) = play(replies.map { ($0, "") }, pipelining: false)
    #expect(written == dialogue.stepwise)
    #expect(words(transaction) == dialogue.outcomes)
    #expect(transaction.isConnectionUsable == dialogue.isUsable)
  }

  @Test func `an open transaction is reset before the next`() {
    let (written, transaction) = play(
      [250, 250, 250, 250, 250, 354, 250].map { ($0, "") }, pipelining: true, resetFirst: true)
    #expect(written == "RSET M R1 R2 R3 DATA (message) ")
    #expect(words(transaction) == ["sent 250", "sent 250", "sent 250"])
  }
}
