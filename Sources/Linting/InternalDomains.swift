package import MailSyntax

/// Says which addresses belong to the organisation.
///
/// Patterns are those of `organisation.domains`: exact ("beispiel.de"), wildcard ("*.beispiel.de": any depth, not the
/// domain itself), exception ("!partner.beispiel.de", "!*.extern.beispiel.de"). The last pattern that matches decides;
/// what none matches is external. A- and U-labels of one domain are the same, and case does not count.
package struct InternalDomains: Sendable {
  private struct Pattern: Sendable {
    let domain: String
    let includesSubdomains: Bool
    let isInternal: Bool
  }
  private let patterns: [Pattern]

  package init(_ domains: [String]) {
    patterns = domains.map { text in
      let isInternal = !text.hasPrefix("!")
      var domain = isInternal ? text[...] : text.dropFirst()
      let includesSubdomains = domain.hasPrefix("*.")
      if includesSubdomains { domain = domain.dropFirst(2) }
      return Pattern(
        domain: Self.canonical(String(domain)), includesSubdomains: includesSubdomains, isInternal: isInternal)
    }
  }

  /// Whether an address belongs to the organisation. A local user without a domain does.
  package func contain(_ address: AddrSpec) -> Bool {
    address.domain.isEmpty || contain(domain: address.asciiDomain)
  }

  /// - Parameter domain: in A-label form and lower case.
  func contain(domain: String) -> Bool {
    let domain = Self.withoutRootDot(domain)
    let last = patterns.last { pattern in
      pattern.includesSubdomains ? domain.hasSuffix("." + pattern.domain) : domain == pattern.domain
    }
    return last?.isInternal ?? false
  }

  /// Whether what this domain signs is the organisation's own: an internal domain or one below it, unless an exception
  /// says otherwise. Mail is often signed as mail.beispiel.de for beispiel.de.
  /// - Parameter domain: the d= of a signature: A-labels (RFC 6376 §3.5).
  func own(signingDomain domain: String) -> Bool {
    let domain = Self.canonical(domain)
    let last = patterns.last { pattern in
      domain.hasSuffix("." + pattern.domain) || !pattern.includesSubdomains && domain == pattern.domain
    }
    return last?.isInternal ?? false
  }

  private static func canonical(_ domain: String) -> String {
    withoutRootDot(AddrSpec(localPart: "", domain: domain).asciiDomain)
  }
  /// "beispiel.de." names the same domain as "beispiel.de". RFC 1034 §3.1.
  private static func withoutRootDot(_ domain: String) -> String {
    domain.hasSuffix(".") ? String(domain.dropLast()) : domain
  }
}
