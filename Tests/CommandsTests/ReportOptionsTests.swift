import ArgumentParser
import Reporting
import Testing

@testable import Commands

struct ReportOptionsTests {
  @Test(
    "A list of formats, each with the file that it goes to",
    arguments: [
      ("text", [ReportRequest(format: .text, path: nil)]),
      ("json=-", [ReportRequest(format: .json, path: nil)]),
      (
        "text,sarif=a.sarif", [ReportRequest(format: .text, path: nil), ReportRequest(format: .sarif, path: "a.sarif")]
      ),
      ("html=a=b.html", [ReportRequest(format: .html, path: "a=b.html")]),
      ("html=a,b.html", [ReportRequest(format: .html, path: "a,b.html")]),
      (
        "html=a,b.html,junit=c",
        [ReportRequest(format: .html, path: "a,b.html"), ReportRequest(format: .junit, path: "c")]
      ),
    ])
  func list(_ argument: String, _ expected: [ReportRequest]) throws {
    #expect(try ReportRequest.list(argument) == expected)
  }

  @Test(
    "What is no format is refused, with the formats that there are",
    arguments: ["", "yaml", "text,", ",", "JSON", "json="])
  func refused(_ argument: String) {
    #expect(throws: ValidationError.self) { try ReportRequest.list(argument) }
  }

  @Test("Every format is named in the help of its option")
  func named() {
    let help = CheckCommand.helpMessage(columns: 400)
    for format in ReportFormat.allCases { #expect(help.contains(format.rawValue)) }
  }

  @Test(
    "One report to standard output, one to each file",
    arguments: [["text", "json"], ["text,sarif"], ["json=a", "sarif=a"], ["json=-", "text"]])
  func conflicts(_ formats: [String]) {
    let arguments = formats.flatMap { ["--format", $0] }
    #expect(throws: (any Error).self) { try ReportOptions.parse(arguments) }
  }

  @Test("Without --format it is text")
  func standard() throws {
    #expect(try ReportOptions.parse([]).requests == [ReportRequest(format: .text, path: nil)])
    #expect(try ReportOptions.parse(["--format", "json=a"]).requests == [ReportRequest(format: .json, path: "a")])
  }
}
