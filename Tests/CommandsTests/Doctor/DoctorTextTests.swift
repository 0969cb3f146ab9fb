import Policy
import Reporting
import Testing

@testable import Commands

struct DoctorTextTests {
  private let diagnoses = [
    Diagnosis(subject: .spool, state: .right, text: "well"),
    Diagnosis(subject: .secrets, state: .error, text: "bad", mend: "chmod 600 file"),
    Diagnosis(subject: .consent, state: .unknown, text: "dark", mend: "ask"),
  ]

  @Test func `a row for each check, its mend below`() {
    let lines = DoctorText(language: .english).text(diagnoses).split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("ok ") && lines[0].hasSuffix("well"))
    #expect(lines[1].hasPrefix("error ") && lines[1].contains("secrets"))
    #expect(lines[2].hasSuffix("mend: chmod 600 file") && lines[2].hasPrefix("  "))
    #expect(lines.last == "Errors: 1, warnings: 0, not to be looked at: 1.")
    #expect(DoctorText(language: .german).text(diagnoses).contains("Fehler: 1"))
    #expect(DoctorText(language: .german).text([diagnoses[0]]).hasSuffix("Alles in Ordnung."))
  }

  @Test func `the same for programs`() {
    #expect(
      DoctorText.json(diagnoses).text == #"{"version":1,"checks":["#
        + #"{"check":"spool","state":"ok","text":"well","mend":null},"#
        + #"{"check":"secrets","state":"error","text":"bad","mend":"chmod 600 file"},"#
        + #"{"check":"consent","state":"unknown","text":"dark","mend":"ask"}],"#
        + #""summary":{"errors":1,"warnings":0,"unknown":1}}"#)
  }
}
