/// An address: local-part and domain, as their meaning, not their spelling. RFC 5322 §3.4.1, RFC 5321 §4.1.2, RFC 6531.
public struct AddrSpec: Sendable, Hashable {
  /// The local-part without quotes and quoted-pairs.
  public let localPart: String
  /// The domain as written, in A- or U-form, or an address literal in brackets; empty for a local user without domain.
  public let domain: String

  public init(localPart: String, domain: String) {
    self.localPart = localPart
    self.domain = domain
  }
}
