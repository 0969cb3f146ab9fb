import Testing

@testable import Linting

@Suite struct JSONSwitchTests {
  private static let paths = ["filters.opentrack.settings.enable", "options.open_tracking"]

  @Test(arguments: [
    (
      "{\"filters\":{\"opentrack\":{\"settings\":{\"enable\":1}}}}",
      "{\"filters\":{\"opentrack\":{\"settings\":{\"enable\":0}}}}"
    ),
    (
      "{\"filters\": {\"opentrack\": {\"settings\": {\"enable\": \"1\"}}}}",
      "{\"filters\": {\"opentrack\": {\"settings\": {\"enable\": \"0\"}}}}"
    ),
    (
      "{\"a\":[1,{\"b\":2}],\"options\":{\"x\":1,\"open_tracking\":true}}",
      "{\"a\":[1,{\"b\":2}],\"options\":{\"x\":1,\"open_tracking\":false}}"
    ),
    ("{\"Options\":{\"Open_Tracking\":\"True\"}}", "{\"Options\":{\"Open_Tracking\":\"false\"}}"),
  ])
  func switchesOff(_ text: String, _ wanted: String) { #expect(JSONSwitch.off(text, paths: Self.paths) == wanted) }

  @Test(arguments: [
    "", "{", "}}}}", "\"", "{\"options\":{\"open_tracking\":false}}", "{\"options\":{\"open_tracking\":\"0\"}}",
    "{\"open_tracking\":true}", "{\"options\":{\"s\":\"open_tracking\\\":true\"}}", "[[[[[[[[",
    "{\"x\":{\"options\":{\"open_tracking\":true}}}", String(repeating: "{\"a\":", count: 1_000),
  ])
  func leavesTheRest(_ text: String) { #expect(JSONSwitch.off(text, paths: Self.paths) == nil) }
}
