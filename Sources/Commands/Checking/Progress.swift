internal import Gateway
internal import Glibc
internal import Synchronization

/// A bar on the terminal's standard error for checks that take long; nothing where there is no terminal.
///
/// It may be told of progress from several threads.
final class Progress: Sendable {
  private struct State {
    var done = 0
    var isDrawn = false
    var due: ContinuousClock.Instant
  }

  /// A check that is over before needs no bar.
  private static let patience = Duration.seconds(1)
  /// Between two drawings.
  private static let pause = Duration.milliseconds(100)

  private let total: Int
  private let isShown: Bool
  private let state: Mutex<State>

  /// - Parameter total: the number of files.
  init(total: Int, isShown: Bool) {
    self.total = total
    self.isShown = isShown && total > 1
    state = Mutex(State(due: .now + Self.patience))
  }

  /// Whether standard error is a terminal that can redraw a line.
  static var isPossible: Bool { Terminal.isTerminal(STDERR_FILENO) && Host.environment("TERM") != "dumb" }

  /// One more file is done.
  func advance() {
    guard isShown else { return }
    state.withLock { state in
      state.done += 1
      guard ContinuousClock.now >= state.due else { return }
      state.due = .now + Self.pause
      state.isDrawn = true
      Terminal.write(
        Array("\r\(Self.line(done: state.done, total: total, width: Terminal.errorWidth))\u{1B}[K".utf8),
        to: STDERR_FILENO)
    }
  }

  /// Takes the bar away; reports and complaints follow.
  func finish() {
    state.withLock { state in
      if state.isDrawn { Terminal.write(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO) }
      state.isDrawn = false
    }
  }

  /// "[######······] 340 of 1034 files", within the width.
  static func line(done: Int, total: Int, width: Int) -> String {
    let numbers = "\(done) of \(total) files"
    let room = min(40, width - numbers.utf8.count - 4)
    guard room >= 5 else { return String(numbers.prefix(max(0, width - 1))) }
    let filled = min(room, room * done / max(1, total))
    return "[" + String(repeating: "#", count: filled) + String(repeating: "·", count: room - filled) + "] " + numbers
  }
}
