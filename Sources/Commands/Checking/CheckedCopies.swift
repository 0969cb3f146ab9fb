internal import Gateway
internal import Linting
internal import MailContent
internal import MailSyntax
internal import Synchronization

/// The messages of one run of `check` that may be copies of one mailing; kept in memory alone.
final class CheckedCopies: Sendable {
  private struct State {
    /// By path; only of messages that fetch something.
    var copies: [String: HashedCopy] = [:]
    /// By name of the mailing.
    var memories: [String: MailingMemory] = [:]
  }

  private let key = SecretKey()
  private let state = Mutex(State())

  /// Notes a message; from any thread.
  func note(_ message: Message, reading: Reading, path: String) {
    guard let sketch = MailingSketch(of: message, reading: reading) else { return }
    let recipients = FileCheck.people(of: message)
    guard !recipients.isEmpty else { return }
    let copy = HashedCopy(sketch, recipients: recipients, key: key)
    state.withLock { $0.copies[path] = copy }
  }

  /// What is known of the URLs of each message that has copies; others are left out.
  /// - Parameter paths: of the messages noted since the last call, in the order in which copies count, so that the
  ///   outcome does not depend on threads.
  func comparisons(inOrderOf paths: [String]) -> [String: [String: CopyComparison]] {
    state.withLock { state in
      let copies = paths.compactMap { path in state.copies[path].map { (path, $0) } }
      for (_, copy) in copies {
        state.memories[copy.name, default: MailingMemory()].add(recipients: copy.recipients, urls: copy.urls)
      }
      state.copies.removeAll()
      var result: [String: [String: CopyComparison]] = [:]
      for (path, copy) in copies {
        guard let comparisons = state.memories[copy.name].map(copy.comparisons(in:)), !comparisons.isEmpty else {
          continue
        }
        result[path] = comparisons
      }
      return result
    }
  }
}
