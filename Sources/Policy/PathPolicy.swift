/// One line of `per-path:`: what differs for the files of a path.
package struct PathPolicy: Sendable {
  /// From the folder of presend.yml; "*" within a folder, "**" across folders.
  package var path: String
  package var rules: [RuleID: RuleSettings]
  package init(path: String, rules: [RuleID: RuleSettings]) {
    self.path = path
    self.rules = rules
  }
}
