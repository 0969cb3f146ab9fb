internal import Glibc
internal import Synchronization

/// Whether SIGTERM or SIGINT came: the program then ends after the transaction in hand.
enum StopRequest {
  private static let flag = Atomic<Bool>(false)

  static var isMade: Bool { flag.load(ordering: .relaxed) }

  static func install() {
    // The flag exists before a handler can run.
    _ = isMade
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in StopRequest.flag.store(true, ordering: .relaxed) }
    // Without SA_RESTART, so that waiting ends.
    sigaction(SIGTERM, &action, nil)
    sigaction(SIGINT, &action, nil)
  }
}
