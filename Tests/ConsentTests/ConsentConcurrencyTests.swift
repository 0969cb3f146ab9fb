import Consent
import ConsentKeeping
import Foundation
import MailSyntax
import Policy
import Testing

/// Several connections at once, as several processes have them: SQLite's locks lie on the file either way.
@Suite struct ConsentConcurrencyTests {
  @Test func writersLoseNothingAndReadersAlwaysGetAnAnswer() throws {
    let folder = try TemporaryFolder()
    let path = folder.path()
    let (writers, rounds) = (4, 25)
    let problems = Problems()
    DispatchQueue.concurrentPerform(iterations: writers + 2) { worker in
      for round in 0..<rounds {
        do {
          if worker < writers {
            var declaration = ConsentLedger.Declaration(
              address: AddrSpec("w\(worker)@k.example"), purposes: [.mail, .tracking],
              state: round.isMultiple(of: 2) ? .granted : .withdrawn)
            declaration.basis = "double-opt-in"
            _ = try ConsentLedger.open(writingTo: path).record([declaration], now: now)
          } else if FileManager.default.fileExists(atPath: path + "-wal"), round > rounds / 2 {
            let answers = SQLiteConsentStore(path: path).answers(for: [AddrSpec("w0@k.example")])
            if let failure = answers.failure { problems.add("reader: \(failure)") }
            let mail = answers.state(of: AddrSpec("w0@k.example"), for: .mail)
            if mail != answers.state(of: AddrSpec("w0@k.example"), for: .tracking) {
              problems.add("half a declaration")
            }
          }
        } catch {
          problems.add("writer: \(error)")
        }
      }
    }
    #expect(problems.all.isEmpty)
    let ledger = try ConsentLedger.open(readingFrom: path)
    for worker in 0..<writers {
      #expect(try ledger.history(of: AddrSpec("w\(worker)@k.example")).count == 2 * rounds)
    }
  }

  /// Of those who turn the log on and make the tables at once, each has to see what another has just done.
  @Test func severalMayOpenANewStoreAtOnce() throws {
    let (folder, problems) = (try TemporaryFolder(), Problems())
    for number in 0..<25 {
      let path = folder.path("consent-\(number).db")
      DispatchQueue.concurrentPerform(iterations: 6) { _ in
        do { _ = try ConsentLedger.open(writingTo: path) } catch { problems.add("\(error)") }
      }
    }
    #expect(problems.all.isEmpty)
  }

  private final class Problems: @unchecked Sendable {
    private let lock = NSLock()
    private var found: [String] = []
    func add(_ problem: String) { lock.withLock { found.append(problem) } }
    var all: [String] { lock.withLock { found } }
  }
}
