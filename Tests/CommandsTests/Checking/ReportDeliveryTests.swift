import ArgumentParser
import Linting
import Policy
import Reporting
import Testing

@testable import Commands

@Suite struct ReportDeliveryTests {
  private func printed(_ arguments: [String], isGitHubAction: Bool) throws -> [Substring] {
    var report = Report(
      results: [], summary: Summary(of: [], durationSeconds: 0), rules: [], language: .english, version: "1")
    report.problems = ["x"]
    var delivery = ReportDelivery(options: try ReportOptions.parse(arguments), usesColour: false)
    delivery.isGitHubAction = isGitHubAction
    return delivery.printed(report).split(separator: "\n")
  }

  @Test(
    "in an action commands are stopped around every report for people, and annotations follow",
    arguments: [[], ["--format", "text"], ["--format", "github=annotations.txt,concise"], ["--format", "concise"]])
  func shields(_ arguments: [String]) throws {
    let lines = try printed(arguments, isGitHubAction: true)
    let token = try #require(lines.first?.dropFirst("::stop-commands::".count))
    #expect(lines.first?.hasPrefix("::stop-commands::") ?? false)
    let end = try #require(lines.firstIndex(of: "::\(token)::"))
    #expect(end > 1)
    #expect(lines[(end + 1)...] == ["::error title=presend::x"])
    #expect(try printed(arguments, isGitHubAction: false).allSatisfy { !$0.hasPrefix("::") })
  }

  @Test("reports for programs stay as they are")
  func programs() throws {
    #expect(try printed(["--format", "github"], isGitHubAction: true) == ["::error title=presend::x"])
    #expect(try printed(["--format", "json"], isGitHubAction: true).first?.hasPrefix("{") ?? false)
  }
}
