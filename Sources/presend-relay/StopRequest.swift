internal import Glibc
internal import Synchronization

/// Whether SIGTERM or SIGINT came: the program then ends after the transaction in hand.
enum StopRequest {
  private static let flag = Atomic<Bool>(false)
  private static let listener = Atomic<Int32>(-1)

  static var isMade: Bool { flag.load(ordering: .relaxed) }

  static func install() {
    // Both exist before a handler can run.
    _ = isMade
    setListener(nil)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      StopRequest.flag.store(true, ordering: .relaxed)
      // A signal that comes just before a wait must end the wait as well.
      let descriptor = StopRequest.listener.load(ordering: .relaxed)
      var octet: UInt8 = 0
      if descriptor >= 0 { _ = write(descriptor, &octet, 1) }
    }
    sigaction(SIGTERM, &action, nil)
    sigaction(SIGINT, &action, nil)
    // Who started us may have blocked them on the thread that did.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// The wake-up FIFO that is listened to, which a signal writes to; nil for none.
  static func setListener(_ descriptor: Int32?) { listener.store(descriptor ?? -1, ordering: .relaxed) }
}
