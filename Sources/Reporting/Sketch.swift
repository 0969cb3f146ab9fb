package import MailSyntax

/// What a reader sees of a mail, as blocks from top to bottom: enough to draw where in it findings stand, without a
/// word or a picture of it.
package struct Sketch: Sendable {
  package struct Block: Sendable {
    package enum Shape: Sendable, Hashable {
      /// A field of the header section that clients show, e.g. "To"; the number of characters of its body.
      case field(name: String, characters: Int)
      case text(characters: Int)
      /// Text that can be followed.
      case link(characters: Int)
      /// Width and height in CSS pixels, where they are declared.
      case picture(width: Double?, height: Double?)
      /// Something that is fetched and not seen.
      case unseen
    }
    package let shape: Shape
    /// Where it stands, in the octets in which findings' places count.
    package let octets: OctetRange

    package init(_ shape: Shape, at octets: OctetRange) {
      self.shape = shape
      self.octets = octets
    }
  }

  /// In the order in which they are seen.
  package let blocks: [Block]

  package init(_ blocks: [Block] = []) { self.blocks = blocks }
}
