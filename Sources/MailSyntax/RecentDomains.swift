/// The domains that a list of addresses named last: long lists name few domains, so their text is made once.
struct RecentDomains: ~Copyable {
  /// Colleagues, customers of the large providers: more different ones in a row are rare, and each costs a comparison.
  private static let maximumCount = 8

  private var known: [(place: OctetRange, text: String)] = []
  private var oldest = 0

  /// The text of `place`. All places must be of the same octets.
  @inline(__always)
  mutating func text(_ octets: Span<UInt8>, _ place: OctetRange) -> String {
    // Short text needs no memory of its own.
    guard place.count > 15 else { return octets.string(place) }
    for entry in known where RecentDomains.isSame(octets, entry.place, place) { return entry.text }
    let text = octets.string(place)
    if known.count < RecentDomains.maximumCount {
      if known.isEmpty { known.reserveCapacity(RecentDomains.maximumCount) }
      known.append((place, text))
    } else {
      known[oldest] = (place, text)
      oldest = (oldest &+ 1) % RecentDomains.maximumCount
    }
    return text
  }

  @inline(__always)
  private static func isSame(_ octets: Span<UInt8>, _ one: OctetRange, _ other: OctetRange) -> Bool {
    guard one.count == other.count else { return false }
    // From behind, where top-level domains are alike, would be slower.
    for offset in 0..<one.count where octets[one.lowerBound &+ offset] != octets[other.lowerBound &+ offset] {
      return false
    }
    return true
  }
}
