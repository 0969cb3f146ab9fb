internal import MailContent
internal import MailSyntax

/// Reads some texts of a catalogue as if they were all that its file holds.
enum CatalogueText {
  /// All else is blanked out, so that what is found stands at its place in the file; texts may hold markup and
  /// expressions.
  /// - Complexity: O(n) in the octets of the file.
  static func reading(of octets: [UInt8], texts: [OctetRange]) -> Reading {
    let space = UInt8(ascii: " ")
    let backslash = UInt8(ascii: "\\")
    var blanked = octets.map { $0 == UInt8(ascii: "\n") ? $0 : space }
    for text in texts {
      for index in text { blanked[index] = octets[index] }
      // An escape's backslash is nothing; that of a line end neither.
      for index in text.dropLast() where octets[index] == backslash {
        blanked[index] = space
        if octets[index + 1] == UInt8(ascii: "n") { blanked[index + 1] = space }
      }
    }
    // Each text is a paragraph of its own, where there is room to say so.
    let paragraph = Array("<p>".utf8)
    for text in texts where text.lowerBound >= 3 {
      let before = (text.lowerBound - 3)..<text.lowerBound
      if blanked[before].allSatisfy({ $0 == space }) { blanked.replaceSubrange(before, with: paragraph) }
    }
    return Reading(template: blanked, format: .html)
  }
}
