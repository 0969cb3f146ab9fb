import ArgumentParser
import Policy
import Testing

@testable import Commands

@Suite struct CompletionsTests {
  /// What completes one command in bash's script: the function of its name.
  private func function(_ name: String) throws -> Substring {
    let script = PresendCommand.completionScript(for: .bash)
    let start = try #require(script.firstRange(of: "\n\(name)() {"))
    let end = try #require(script[start.upperBound...].firstRange(of: "\n}\n"))
    return script[start.upperBound..<end.lowerBound]
  }

  @Test("files are completed where files are asked for", arguments: [("check", 3), ("baseline", 3), ("inspect", 1)])
  func files(_ command: String, _ places: Int) throws {
    let lines = try function("_presend_\(command)").split(separator: "\n")
    #expect(lines.count { $0.hasSuffix("add_completions -f") } == places)
  }

  @Test("values are completed: formats, classes, consent, rules")
  func values() throws {
    let check = try function("_presend_check")
    for value in ["sarif", "newsletter", "tracking=denied"] { #expect(check.contains(value)) }
    #expect(try function("_presend_explain").contains("tracking/pixel"))
  }
}
