import Foundation
import Linting
import Policy
import TestSupport
import Testing

@Suite struct RulesPageTests {
  /// docs/rules.md is what the packs say. Rewrite it with
  /// `swift run rule-compiler docs --output docs/rules.md rules/*.yml`.
  @Test func isCurrent() throws {
    let page = try String(contentsOf: PackageFolder.root.appending(path: "docs/rules.md"), encoding: .utf8)
    for rule in RulePacks.builtIn {
      #expect(page.contains("### `\(rule.id)`"))
      for text in [rule.title, rule.what, rule.why, rule.mend] {
        #expect(page.contains(text.english) && page.contains(text.german), "\(rule.id): docs/rules.md is not current")
      }
      for source in rule.sources {
        #expect(
          page.contains("| \(source.citation)") && page.contains(source.says.english) && page.contains(source.read))
      }
    }
    for service in RulePacks.trackingServices {
      #expect(page.contains("| \(service.name) | \(service.operatorName) |"))
    }
  }
}
