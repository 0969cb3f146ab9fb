/// The rules of a style sheet by the names under which they are looked for, each name's in order.
///
/// Rules that share a bucket are chained. Which keys share one depends on a number that is chosen anew in each process,
/// so that nobody can write a style sheet whose names all do.
struct RuleIndex: Sendable {
  private struct Link: Sendable {
    let key: UInt64
    /// The next rule of the bucket; -1 behind the last.
    var next: Int32 = -1
  }

  /// Multiplying by a random odd number and keeping the highest bits is universal hashing: Dietzfelbinger, Hagerup,
  /// Katajainen and Penttonen 1997.
  private static let randomFactor = UInt64.random(in: .min ... .max) | 1

  /// By the number of the rule.
  private var links: [Link] = []
  /// The first rule of each bucket, -1 where it is empty; a power of two of them.
  private var buckets: [Int32] = []
  private var factor: UInt64 = 0

  /// Notes the next rule under its key.
  /// - Returns: false if the key has as many as it may have; then nothing is noted.
  mutating func append(_ key: UInt64, atMost maximum: Int) -> Bool {
    if links.count >= buckets.count { grow() }
    var last: Int32 = -1
    var same = 0
    var index = buckets[bucket(of: key)]
    while index >= 0 {
      if links[Int(index)].key == key { same += 1 }
      last = index
      index = links[Int(index)].next
    }
    guard same < maximum else { return false }
    let rule = Int32(links.count)
    if last < 0 { buckets[bucket(of: key)] = rule } else { links[Int(last)].next = rule }
    links.append(Link(key: key))
    return true
  }

  /// Gives the numbers of a key's rules, in order.
  func forEach(_ key: UInt64, _ body: (Int) -> Void) {
    guard !buckets.isEmpty else { return }
    var index = buckets[bucket(of: key)]
    while index >= 0 {
      if links[Int(index)].key == key { body(Int(index)) }
      index = links[Int(index)].next
    }
  }

  /// Whether a key has rules.
  func contains(_ key: UInt64) -> Bool {
    guard !buckets.isEmpty else { return false }
    var index = buckets[bucket(of: key)]
    while index >= 0 {
      if links[Int(index)].key == key { return true }
      index = links[Int(index)].next
    }
    return false
  }

  private func bucket(of key: UInt64) -> Int {
    Int((key &* factor) >> UInt64(64 - buckets.count.trailingZeroBitCount))
  }

  private mutating func grow() {
    if factor == 0 { factor = Self.randomFactor }
    buckets = Array(repeating: -1, count: max(64, buckets.count * 4))
    // From the last to the first, each before those behind it, keeps the order.
    for rule in links.indices.reversed() {
      let slot = bucket(of: links[rule].key)
      links[rule].next = buckets[slot]
      buckets[slot] = Int32(rule)
    }
  }
}
