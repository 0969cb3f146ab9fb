import Configuration
import TestSupport
import Testing

@testable import Commands

@Suite struct TemplateSettingsNotesTests {
  @Test("what is configured and not there, or of no kind that can be read, is told")
  func notes() throws {
    try ScratchFolder.with { folder in
      try folder.write("views/a.html", "<p>x</p>")
      try folder.write("lang/de/mail.php", "<?php return [];")
      try folder.write("lang/de.json", "{}")
      let place = WorkingPlace(folder: FilePath.real(folder.path))
      func notes(_ roots: [String], _ catalogues: [String]) -> [String] {
        var settings = TemplateSettings()
        (settings.roots, settings.catalogues) = (roots, catalogues)
        return TemplateSettingsNotes.of(settings, place: place)
      }
      #expect(notes(["views"], ["lang/*.json"]) == [])
      #expect(notes(["gone"], []).first?.contains("gone is no folder") ?? false)
      #expect(notes([], ["locales/*.yml"]).first?.contains("matches no file") ?? false)
      #expect(notes([], ["locales/de.yml"]).first?.contains("matches no file") ?? false)
      let php = notes([], ["lang/**/*.php"])
      #expect(php.count == 1)
      #expect(php.first?.contains("lang/de/mail.php is of no kind that can be read (po,") ?? false)
    }
  }
}
