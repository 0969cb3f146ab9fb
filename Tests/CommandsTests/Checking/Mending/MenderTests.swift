import Consent
import Foundation
import Linting
import Policy
import Reporting
import TestSupport
import Testing

@testable import Commands

@Suite struct MenderTests {
  private static let pixel = "<img src=\"https://t.werbung.test/o.gif?id={{ id }}\" width=\"1\" height=\"1\" alt=\"\">"
  private let run = CheckRun(check: FileCheck(settings: Settings(), language: .english), consent: NoConsentStore())

  private func fix(_ paths: [String]) -> Mender {
    var mender = Mender(run: run, paths: paths)
    run.outcomes(of: FileFinder.files(below: paths).found) { _ = mender.fix($0) }
    return mender
  }

  @Test("only the pixel goes, with its line where it stands alone; a second run changes nothing")
  func template() throws {
    try ScratchFolder.with { folder in
      let text = "<p>Ä\r\n  \(Self.pixel)\t\r\n<b>x</b>\(Self.pixel.replacingOccurrences(of: "o.gif", with: "p.gif"))y\u{FEFF}</p>"
      try folder.write("x.html", text)
      let mender = fix([folder.path])
      #expect(mender.mendedFindings == 2)
      #expect(String(decoding: try folder.read("x.html"), as: UTF8.self) == "<p>Ä\r\n<b>x</b>y\u{FEFF}</p>")
      #expect(fix([folder.path]).mendedFiles == 0)
    }
  }

  @Test(
    "where template code reaches into it, it is left",
    arguments: [
      "<img src=\"https://t.werbung.test/o.gif?id={{ id }}\" {% if a %} width=\"1\" height=\"1\"{% endif %}>",
      "<?php echo '<img src=\"https://t.werbung.test/o.gif?id=' . $id . '\" width=\"1\" height=\"1\">'; ?>",
    ])
  func entangled(_ text: String) throws {
    try ScratchFolder.with { folder in
      try folder.write("x.html", "<p>x</p>\n\(text)\n")
      let mender = fix([folder.path])
      #expect(mender.mendedFiles == 0)
      #expect(String(decoding: try folder.read("x.html"), as: UTF8.self) == "<p>x</p>\n\(text)\n")
    }
  }

  @Test("an ignored pixel stays")
  func ignored() throws {
    try ScratchFolder.with { folder in
      let text = "{# presend-ignore-next-line tracking/pixel -- agreed #}\n\(Self.pixel)\n"
      try folder.write("x.html", text)
      #expect(fix([folder.path]).mendedFiles == 0)
      #expect(String(decoding: try folder.read("x.html"), as: UTF8.self) == text)
    }
  }

  @Test("of a message the pixel and the receipt request go, and nothing else")
  func message() throws {
    try ScratchFolder.with { folder in
      let rest = "From: a@beispiel.test\r\nTo: b@kunde.test\r\nSubject: Ihre Rechnung\r\n"
      let type =
        "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
      let pixel = Self.pixel.replacingOccurrences(of: "{{ id }}", with: "c7b1f2d9e8a14f6cb3d2e1f0a9b8c7d6")
      try folder.write(
        "x.eml",
        rest + "Disposition-Notification-To: a@beispiel.test\r\n" + type + "<p>Ihre Rechnung</p>\r\n\(pixel)</p>\r\n")
      let mender = fix([folder.path])
      #expect(mender.mendedFindings == 2, "\(mender.notes)")
      #expect(
        String(decoding: try folder.read("x.eml"), as: UTF8.self) == rest + type + "<p>Ihre Rechnung</p>\r\n</p>\r\n")
    }
  }

  @Test("a List-Unsubscribe is put in where one is configured, and only there", arguments: [true, false])
  func listUnsubscribe(_ isConfigured: Bool) throws {
    try ScratchFolder.with { folder in
      var settings = Settings()
      if isConfigured { settings.organisation.listUnsubscribe = "<mailto:leave@beispiel.test>" }
      let check = FileCheck(
        settings: settings, language: .english, question: CheckQuestion(mailClass: .newsletter))
      let run = CheckRun(check: check, consent: NoConsentStore())
      let text = """
        From: News <news@beispiel.test>\r
        To: anna@kunde.test\r
        Subject: Newsletter\r
        \r
        You receive this newsletter because you signed up. https://beispiel.test/unsubscribe\r

        """
      try folder.write("x.eml", text)
      var mender = Mender(run: run, paths: [folder.path])
      run.outcomes(of: FileFinder.files(below: [folder.path]).found) { _ = mender.fix($0) }
      let field = "List-Unsubscribe: <mailto:leave@beispiel.test>\r\n"
      #expect(String(decoding: try folder.read("x.eml"), as: UTF8.self) == (isConfigured ? field : "") + text)
      #expect(mender.mendedFindings == (isConfigured ? 1 : 0))
    }
  }

  @Test("a signed message and a mailbox are left, and it is said why")
  func left() throws {
    try ScratchFolder.with { folder in
      let pixel = Self.pixel.replacingOccurrences(of: "{{ id }}", with: "c7b1f2d9e8a14f6cb3d2e1f0a9b8c7d6")
      let message = "From: a@beispiel.test\nTo: b@kunde.test\nMIME-Version: 1.0\nContent-Type: text/html\n"
      let signature = "DKIM-Signature: v=1; a=rsa-sha256; d=beispiel.test; s=x; h=from:to; bh=eA==; b=eA==\n"
      try folder.write("signed.eml", signature + message + "\n\(pixel)\n")
      try folder.write("box.mbox", "From x@y Mon Jan  1 00:00:01 2024\n" + message + "\n\(pixel)\n\n")
      let mender = fix([folder.path])
      #expect(mender.mendedFiles == 0)
      #expect(mender.notes.contains { $0.contains("signed.eml") && $0.contains("DKIM") })
      #expect(mender.notes.contains { $0.contains("box.mbox") && $0.contains("mailbox") })
    }
  }

  @Test("rights are kept, a link within the folder is followed, and one that leads out is not")
  func files() throws {
    try ScratchFolder.with { folder in
      try folder.write("in/x.html", Self.pixel)
      try folder.write("out/secret.html", Self.pixel)
      let manager = FileManager.default
      try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.path + "/in/x.html")
      try manager.createSymbolicLink(atPath: folder.path + "/in/link.html", withDestinationPath: "x.html")
      try manager.createSymbolicLink(atPath: folder.path + "/in/trap.html", withDestinationPath: "../out/secret.html")
      let mender = fix([folder.path + "/in"])
      #expect(mender.notes.contains { $0.contains("trap.html") && $0.contains("link") })
      #expect(try folder.read("in/x.html") == [])
      #expect(String(decoding: try folder.read("out/secret.html"), as: UTF8.self) == Self.pixel)
      let attributes = try manager.attributesOfItem(atPath: folder.path + "/in/x.html")
      #expect(attributes[.posixPermissions] as? Int == 0o640)
      #expect(try manager.destinationOfSymbolicLink(atPath: folder.path + "/in/link.html") == "x.html")
      #expect(try manager.contentsOfDirectory(atPath: folder.path + "/in").count == 3)
    }
  }

  @Test("a file that was changed since it was read is left")
  func changed() throws {
    try ScratchFolder.with { folder in
      let path = try folder.write("x.html", Self.pixel)
      var mender = Mender(run: run, paths: [folder.path])
      run.outcomes(of: FileFinder.files(below: [folder.path]).found) { outcome in
        _ = try? folder.write("x.html", "<p>edited</p>")
        _ = mender.fix(outcome)
      }
      #expect(mender.notes.contains { $0.contains("changed since") })
      #expect(String(decoding: try folder.read("x.html"), as: UTF8.self) == "<p>edited</p>")
      #expect(path.hasSuffix("x.html"))
    }
  }
}
