internal import Glibc
internal import Synchronization

/// Closes files that have no name any more, on a thread beside the caller's.
///
/// With the last descriptor the disk gets the file's blocks back, which takes longer than all else that is done to
/// deliver a short message where the file system tells the disk of it at once (ext4's `discard`). Nobody waits for
/// that.
final class BackgroundCloser: Sendable {
  static let shared = BackgroundCloser()

  private struct State {
    var waiting: [Int32] = []
    var hasThread = false
  }
  private let state = Mutex(State())

  /// Those beyond are closed by the caller, since descriptors are few. Two connections' batches.
  private static let mostWaiting = 64

  private init() {}

  func close(_ descriptor: Int32) {
    let (isTaken, needsThread) = state.withLock { state in
      guard state.waiting.count < Self.mostWaiting else { return (false, false) }
      state.waiting.append(descriptor)
      defer { state.hasThread = true }
      return (true, !state.hasThread)
    }
    if !isTaken { _ = Glibc.close(descriptor) }
    if needsThread, !startThread() { closeWaiting() }
  }

  /// It ends as soon as nothing waits.
  private func startThread() -> Bool {
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil, { _ in
        BackgroundCloser.shared.closeWaiting()
        return nil
      }, nil)
    if status == 0 { pthread_detach(thread) }
    return status == 0
  }

  private func closeWaiting() {
    while true {
      let descriptors = state.withLock { state in
        defer { state.waiting = [] }
        state.hasThread = !state.waiting.isEmpty
        return state.waiting
      }
      if descriptors.isEmpty { return }
      for descriptor in descriptors { _ = Glibc.close(descriptor) }
    }
  }
}
