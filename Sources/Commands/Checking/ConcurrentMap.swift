internal import Dispatch

/// Does the same work for many items on all cores, and hands back the results in the items' order.
enum ConcurrentMap {
  /// - Parameter work: called once for each item, on any thread; it blocks its thread alone.
  /// - Complexity: the work, divided by the number of cores.
  static func results<Item: Sendable, Result: Sendable>(
    of items: [Item], _ work: @Sendable (Item) -> Result
  ) -> [Result] {
    guard items.count > 1 else { return items.map(work) }
    return [Result](unsafeUninitializedCapacity: items.count) { buffer, count in
      // Each thread writes to places of its own.
      nonisolated(unsafe) let places = buffer
      DispatchQueue.concurrentPerform(iterations: items.count) { index in
        (places.baseAddress! + index).initialize(to: work(items[index]))
      }
      count = items.count
    }
  }
}
