import Consent
import Foundation
import Policy
import Reporting
import TestSupport
import Testing

@testable import Commands

@Suite struct CheckIntakeTests {
  private func checked(_ names: [String], _ folder: ScratchFolder) -> CheckIntake {
    let run = CheckRun(check: FileCheck(settings: Settings(), language: .english), consent: NoConsentStore())
    var intake = CheckIntake(problems: [], mender: nil, showsDiff: false, baseline: nil)
    run.outcomes(of: FileFinder.files(below: names.map { folder.path + "/" + $0 }).found) { intake.take($0) }
    intake.finish(updatesBaseline: false)
    return intake
  }

  @Test("a file that is none of presend's fails a run only where nothing else was named", arguments: [
    "Mail.tsx", "mail.pug", "logo.png", "mail.css", "mail.json",
  ])
  func declined(_ name: String) throws {
    try ScratchFolder.with { folder in
      try folder.write(name, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00])
      try folder.write("a.html", "<p>x</p>")
      let beside = checked(["a.html", name], folder)
      #expect(beside.results.count == 1 && beside.problems.isEmpty)
      #expect(beside.declined.count == 1 && beside.declined[0].hasPrefix("\(folder.path)/\(name) is "))
      let alone = checked([name], folder)
      #expect(alone.results.isEmpty && alone.declined.isEmpty && alone.problems == beside.declined)
      // Found in a folder, it is passed over in silence.
      let found = checked([""], folder)
      #expect(found.results.count == 1 && found.problems.isEmpty && found.declined.isEmpty)
    }
  }

  @Test("a file without a telling name is a message where it is named")
  func unnamed() throws {
    try ScratchFolder.with { folder in
      try folder.write("draft", "hello")
      try folder.write("kept.dump", "From: a@b.test\nSubject: x\n\ny\n")
      let intake = checked(["draft", "kept.dump"], folder)
      #expect(intake.results.map(\.kind) == [.message, .message] && intake.problems.isEmpty)
    }
  }

  @Test("messages of a mailbox know their place in it")
  func mailbox() throws {
    try ScratchFolder.with { folder in
      let first = "From a@b.test Sat Jan 3 01:05:34 2026\nFrom: a@b.test\n\nx\n\n"
      try folder.write("m.mbox", first + "From a@b.test Sat Jan 3 01:05:34 2026\nFrom: c@b.test\n\ny\n")
      let places = checked(["m.mbox"], folder).results.map(\.mailbox)
      #expect(places.map(\.?.number) == [1, 2] && places.map(\.?.line) == [2, 7])
      #expect(places.map(\.?.offset) == [38, first.utf8.count + 38])
    }
  }
}
