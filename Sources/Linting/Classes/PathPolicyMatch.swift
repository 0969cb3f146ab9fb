package import Policy

/// Finds the lines of `per-path:` that a file matches.
package enum PathPolicyMatch {
  /// - Parameter path: from the folder of presend.yml.
  package static func all(in policies: [PathPolicy], for path: String) -> [PathPolicy] {
    policies.filter { Wildcard.matches(path: $0.path, path) }
  }
}
