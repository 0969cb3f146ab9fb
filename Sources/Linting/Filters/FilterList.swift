import MailContent

/// A user's own list of trackers, in EasyList's syntax or as plain hosts.
///
/// The network filters of the syntax are read as Adblock Plus documents them ("How to write filters"); a mail has no
/// page, so its sender's domain stands for it. What speaks of a page's elements or scripts is passed over.
package struct FilterList: Sendable {
  /// A line that is no filter.
  package struct Problem: Sendable, Hashable {
    /// From 1.
    package let line: Int
    /// What is wrong and the mend.
    package let text: String
  }

  /// What listed a URL.
  package struct Match: Sendable, Hashable {
    /// The list's name, as configured.
    package let list: String
    package let line: Int
  }

  /// As configured; for findings.
  package let name: String
  /// The first of the lines that are no filters; further ones are only counted.
  package let problems: [Problem]
  package let problemCount: Int
  /// The filters that can match what a mail fetches.
  package var count: Int { filters.count }

  /// More are told by their number alone.
  package static let maximumProblems = 20

  private let octets: [UInt8]
  private let filters: [Filter]
  private let index: FilterIndex

  /// - Complexity: O(n) in octets; 80,000 filters take some hundredths of a second.
  package init(parsing octets: [UInt8], name: String) {
    var reader = FilterReader(octets)
    reader.read()
    self.name = name
    self.octets = octets
    filters = reader.filters
    problems = reader.problems
    problemCount = reader.problemCount
    index = FilterIndex(reader.filters, octets)
  }

  /// The filter that lists a fetch; nil where none does.
  /// - Parameters:
  ///   - sender: the domain that stands for the page, in lower case; empty where it is not known.
  func match(_ url: FilteredURL, kind: Fetch.Kind, sender: String) -> Match? {
    var found: Filter?
    for candidate in index.candidates(for: url) {
      let filter = filters[candidate]
      guard filter.applies(to: kind), filter.admits(url, sender: sender, octets) else { continue }
      guard FilterPattern.matches(filter, url, octets) else { continue }
      if filter.isException { return nil }
      if found == nil || filter.line < found!.line { found = filter }
    }
    return found.map { Match(list: name, line: Int($0.line)) }
  }

  /// Whether one of the list's exceptions names a fetch.
  func excepts(_ url: FilteredURL, kind: Fetch.Kind, sender: String) -> Bool {
    index.candidates(for: url).contains { candidate in
      let filter = filters[candidate]
      return filter.isException && filter.applies(to: kind) && filter.admits(url, sender: sender, octets)
        && FilterPattern.matches(filter, url, octets)
    }
  }
}

extension [FilterList] {
  /// The first list that names a fetch, unless an exception of any of them does.
  func match(_ url: LinkTarget, written: String, kind: Fetch.Kind, sender: String) -> FilterList.Match? {
    guard !isEmpty, let filtered = FilteredURL(url, written: written) else { return nil }
    for list in self {
      guard let match = list.match(filtered, kind: kind, sender: sender) else { continue }
      return contains { $0.excepts(filtered, kind: kind, sender: sender) } ? nil : match
    }
    return nil
  }
}
