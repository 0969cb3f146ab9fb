import Testing

@testable import MailContent

@Suite struct ColourTests {
  @Test(arguments: [
    ("#fff", Colour.white), (" #FFFFFF ", .white), ("ffffff", .white), ("White", .white),
    ("#00000080", Colour(red: 0, green: 0, blue: 0, alpha: 128)),
    ("#f008", Colour(red: 255, green: 0, blue: 0, alpha: 136)),
    ("transparent", Colour(red: 0, green: 0, blue: 0, alpha: 0)),
  ]) func reads(_ text: String, _ colour: Colour) {
    #expect(Colour(attribute: Array(text.utf8).span) == colour)
  }

  @Test(arguments: ["", "#", "#ff", "#ggg", "tomatoes", "#fffff"]) func refuses(_ text: String) {
    #expect(Colour(attribute: Array(text.utf8).span) == nil)
  }

  @Test func comparesAsEyesDo() {
    let nearlyWhite = Colour(red: 252, green: 252, blue: 252)
    #expect(nearlyWhite.isIndistinguishable(from: .white))
    #expect(!Colour(red: 238, green: 238, blue: 238).isIndistinguishable(from: .white))
  }
}
