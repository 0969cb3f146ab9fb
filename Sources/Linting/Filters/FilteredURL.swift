/// A URL as filters are matched against it: absolute, in lower case and as written, without its fragment.
struct FilteredURL {
  let folded: [UInt8]
  let written: [UInt8]
  /// In lower case.
  let host: String
  /// Where the host stands.
  let hostRange: Range<Int>

  /// nil for what is not fetched by HTTP.
  init?(_ target: LinkTarget, written url: String) {
    guard target.isRemote else { return nil }
    host = target.host
    var octets = Array(url.utf8.prefix(FetchedAddress.maximumOctets))
    if let hash = octets.firstIndex(of: UInt8(ascii: "#")) { octets.removeSubrange(hash...) }
    if target.scheme.isEmpty { octets = Array("https:".utf8) + octets }
    written = octets
    let folded = octets.map(AddressSpellings.lowercased)
    self.folded = folded
    let name = Array(target.host.utf8)
    let start = folded.indices.first { folded[$0...].starts(with: name) } ?? 0
    hostRange = start..<min(start + name.count, folded.count)
  }

  /// Whether it is of a domain, or the domain of its host.
  func isOf(_ domain: String) -> Bool {
    !domain.isEmpty && (host == domain || host.hasSuffix("." + domain) || domain.hasSuffix("." + host))
  }
}
