internal import Synchronization

/// The suffixes under which anybody can register a domain ("de", "co.uk", "github.io"), from the Public Suffix List
/// that the system keeps: what stands right below one belongs to one organisation.
///
/// The list is read at the first question, as the words of a "DAFSA" (a deterministic acyclic automaton in a compact
/// form, which libpsl writes): nothing is parsed, a question costs a walk along the name. Where the system has none, a
/// rule of thumb answers.
package final class PublicSuffixes: Sendable {
  private let load: @Sendable () -> [UInt8]?
  private let loaded = Mutex<SuffixGraph??>(nil)

  /// - Parameter load: the octets of `public_suffix_list.dafsa`; nil where there is none. Called once, when needed.
  package init(_ load: @escaping @Sendable () -> [UInt8]?) { self.load = load }

  /// Without a list.
  package static let ruleOfThumb = PublicSuffixes { nil }

  /// Names of DNS have at most 127 labels; suffixes have at most five.
  private static let maximumLabels = 8

  /// The part of a domain that somebody registered: "mail.firma.co.uk" is of "firma.co.uk".
  /// - Parameter domain: A-labels, lower case. What is itself a suffix, and an address literal, stay as they are.
  package func registeredDomain(of domain: String) -> String {
    let name = domain.hasSuffix(".") ? domain.dropLast() : domain[...]
    guard !name.hasPrefix("["), !name.isEmpty else { return domain }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false).suffix(Self.maximumLabels)
    guard labels.count > 1 else { return String(name) }
    guard let graph = graph() else { return Self.byRuleOfThumb(Array(labels)) }
    let length = graph.suffixLength(of: Array(labels))
    return String(name[labels.suffix(length + 1).first!.startIndex...])
  }

  /// Whether the last label of a domain is a top-level domain; true where no list says otherwise.
  func knowsTopLevel(of domain: String) -> Bool {
    guard let graph = graph(), let last = domain.split(separator: ".").last else { return true }
    return graph.standing(of: last.utf8) != nil
  }

  /// Whether somebody can have registered a domain: something stands below a suffix that the list knows. Without a
  /// list, below a top-level domain of a country or one of the oldest.
  func isRegistrable(_ domain: String) -> Bool {
    let labels = domain.split(separator: ".")
    guard labels.count > 1, let last = labels.last else { return false }
    guard let graph = graph() else {
      return last.utf8.count == 2 || ["com", "org", "net", "info", "biz", "test", "example"].contains(last)
    }
    return graph.standing(of: last.utf8) != nil && registeredDomain(of: domain).contains(".")
      && graph.standing(of: domain.utf8) == nil
  }

  private func graph() -> SuffixGraph? {
    loaded.withLock { loaded in
      if let known = loaded { return known }
      let graph = load().flatMap { SuffixGraph($0) }
      loaded = .some(graph)
      return graph
    }
  }

  /// Two labels; three below the second-level domains that registries of countries commonly use.
  private static func byRuleOfThumb(_ labels: [Substring]) -> String {
    guard labels.count > 2 else { return labels.joined(separator: ".") }
    let isCountry = labels[labels.count - 1].utf8.count == 2
    let isSuffix =
      isCountry && ["co", "com", "net", "org", "ac", "edu", "gov", "gv", "or"].contains(labels[labels.count - 2])
    return labels.suffix(isSuffix ? 3 : 2).joined(separator: ".")
  }
}
